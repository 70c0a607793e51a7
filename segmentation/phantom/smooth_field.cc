// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/smooth_field.h"

#include <algorithm>
#include <cmath>

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using Lattice = Kokkos::View<float***, Kokkos::LayoutRight>;

struct Axis {
  int first;
  int count;
};

/// The lattice points that the voxels begin to end need.
Axis lattice_axis(std::int64_t begin, std::int64_t end, float inverse_cell) {
  const int first = static_cast<int>(std::floor(static_cast<float>(begin) * inverse_cell)) - 1;
  const int last = static_cast<int>(std::floor(static_cast<float>(end - 1) * inverse_cell)) + 2;
  return {first, last - first + 1};
}

}  // namespace

SmoothField::SmoothField(std::uint64_t seed, Purpose purpose, const std::array<double, 3>& cell)
    : key_(random_key(seed, purpose)) {
  for (int axis = 0; axis < 3; ++axis)
    inverse_cell_[axis] = static_cast<float>(1 / std::max(1.0, cell[axis]));
  // The mean over t of the sum of the squared weights is 151/315 an axis.
  scale_ = static_cast<float>(std::pow(315.0 / 151.0, 1.5));
}

SmoothField::Rows SmoothField::rows(const Box& box) const {
  Kokkos::Profiling::pushRegion("phantom smooth field");
  const Triple n = box.extents();
  const auto az = lattice_axis(box.begin[0], box.end[0], inverse_cell_[0]);
  const auto ay = lattice_axis(box.begin[1], box.end[1], inverse_cell_[1]);
  const auto ax = lattice_axis(box.begin[2], box.end[2], inverse_cell_[2]);
  const auto size = [](std::int64_t count) { return static_cast<std::size_t>(count); };
  const auto make = [&](std::int64_t z, std::int64_t y, std::int64_t x) {
    return Lattice(Kokkos::view_alloc(Kokkos::WithoutInitializing, "phantom lattice"), size(z), size(y),
                   size(x));
  };

  const Lattice points = make(az.count, ay.count, ax.count);
  const std::uint64_t key = key_;
  const float scale = scale_;
  const int fz = az.first, fy = ay.first, fx = ax.first;
  for_each_voxel(
      "phantom lattice", {az.count, ay.count, ax.count}, KOKKOS_LAMBDA(int z, int y, int x) {
        // 21 bits an axis; lattice indices are small and may be negative.
        const std::uint64_t index = (static_cast<std::uint64_t>(z + fz + (1 << 20)) << 42) +
                                    (static_cast<std::uint64_t>(y + fy + (1 << 20)) << 21) +
                                    static_cast<std::uint64_t>(x + fx + (1 << 20));
        points(z, y, x) = scale * random_normal(key, index);
      });

  const Lattice slices = make(n[0], ay.count, ax.count);
  const int z0 = static_cast<int>(box.begin[0]), y0 = static_cast<int>(box.begin[1]);
  const float inverse_z = inverse_cell_[0], inverse_y = inverse_cell_[1];
  for_each_voxel(
      "phantom field along z", {n[0], ay.count, ax.count}, KOKKOS_LAMBDA(int z, int y, int x) {
        const float place = static_cast<float>(z0 + z) * inverse_z;
        const float below = floor(place);
        float w[4];
        spline_weights(place - below, w);
        const int i = static_cast<int>(below) - 1 - fz;
        slices(z, y, x) = w[0] * points(i, y, x) + w[1] * points(i + 1, y, x) + w[2] * points(i + 2, y, x) +
                          w[3] * points(i + 3, y, x);
      });
  Rows rows;
  rows.lattice = make(n[0], n[1], ax.count);
  rows.inverse_cell = inverse_cell_[2];
  rows.x0 = static_cast<int>(box.begin[2]);
  rows.first = ax.first;
  const Lattice lattice = rows.lattice;
  for_each_voxel(
      "phantom field along y", {n[0], n[1], ax.count}, KOKKOS_LAMBDA(int z, int y, int x) {
        const float place = static_cast<float>(y0 + y) * inverse_y;
        const float below = floor(place);
        float w[4];
        spline_weights(place - below, w);
        const int i = static_cast<int>(below) - 1 - fy;
        lattice(z, y, x) = w[0] * slices(z, i, x) + w[1] * slices(z, i + 1, x) + w[2] * slices(z, i + 2, x) +
                           w[3] * slices(z, i + 3, x);
      });
  Kokkos::Profiling::popRegion();
  return rows;
}

}  // namespace catena
