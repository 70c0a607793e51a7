// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <array>
#include <cmath>
#include <cstdint>
#include <random>

#include "segmentation/volume/decomposition.h"

namespace catena::test {

using Vector = std::array<double, 3>;
using Axes = std::array<Vector, 3>;

/// Three orthonormal directions, evenly random.
inline Axes random_axes(std::mt19937& random) {
  std::normal_distribution<double> normal;
  std::array<double, 4> q{};
  double norm = 0;
  for (double& value : q) {
    value = normal(random);
    norm += value * value;
  }
  for (double& value : q) value /= std::sqrt(norm);
  const auto [w, x, y, z] = q;
  return {{{1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)},
           {2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)},
           {2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)}}};
}

/// An ellipsoid with its centre, semi-axes and their directions in z, y, x.
struct Ellipsoid {
  Vector centre{}, radius{};
  Axes axes{};

  bool contains(const Vector& point) const {
    double sum = 0;
    for (int a = 0; a < 3; ++a) {
      double along = 0;
      for (int i = 0; i < 3; ++i) along += axes[a][i] * (point[i] - centre[i]);
      sum += along * along / (radius[a] * radius[a]);
    }
    return sum <= 1;
  }
  double volume() const { return 4 * M_PI / 3 * radius[0] * radius[1] * radius[2]; }
  /// By the mean of the support area over the sphere.
  double area() const {
    const int n = 200000;
    double sum = 0;
    for (int i = 0; i < n; ++i) {
      const double z = 1 - 2 * (i + 0.5) / n, r = std::sqrt(1 - z * z),
                   angle = i * M_PI * (3 - std::sqrt(5.0));
      const double u = radius[1] * radius[2] * z, v = radius[0] * radius[2] * r * std::cos(angle),
                   w = radius[0] * radius[1] * r * std::sin(angle);
      sum += std::sqrt(u * u + v * v + w * w);
    }
    return 4 * M_PI * sum / n;
  }
};

/// Voxels whose centres, at index * spacing, lie in a shape.
template <class Shape>
Kokkos::View<std::uint8_t***, Kokkos::LayoutRight> digital(const Shape& shape, const Triple& extents,
                                                           const Spacing& spacing) {
  Kokkos::View<std::uint8_t***, Kokkos::LayoutRight> box("digital shape", extents[0], extents[1], extents[2]);
  const auto host = Kokkos::create_mirror_view(box);
  for (int z = 0; z < extents[0]; ++z)
    for (int y = 0; y < extents[1]; ++y)
      for (int x = 0; x < extents[2]; ++x)
        host(z, y, x) = shape.contains(Vector{z * spacing[0], y * spacing[1], x * spacing[2]});
  Kokkos::deep_copy(box, host);
  return box;
}

}  // namespace catena::test
