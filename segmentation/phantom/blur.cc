// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/blur.h"

#include <cmath>
#include <utility>

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

/// One axis, the radius known to the compiler, so that its loop disappears and the one along x vectorises.
template <int radius>
struct BlurAxis {
  FloatBox in, out;
  GaussianWeights gaussian;
  int stride, z0, y0, x0;

  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const float* const at = &in(z + z0, y + y0, x + x0);
    float sum = gaussian.weight[0] * at[0];
    for (int k = 1; k <= radius; ++k) sum += gaussian.weight[k] * (at[-k * stride] + at[k * stride]);
    out(z + z0, y + y0, x + x0) = sum;
  }
};

template <int radius>
void run(const FloatBox& in, const FloatBox& out, const GaussianWeights& gaussian, int axis) {
  Triple n{static_cast<std::int64_t>(in.extent(0)), static_cast<std::int64_t>(in.extent(1)),
           static_cast<std::int64_t>(in.extent(2))};
  const std::int64_t strides[3] = {n[1] * n[2], n[2], 1};
  int start[3] = {0, 0, 0};
  start[axis] = radius;
  n[axis] -= 2 * radius;
  if (n[axis] <= 0) return;
  for_each_voxel(
      "phantom blur", n,
      BlurAxis<radius>{in, out, gaussian, static_cast<int>(strides[axis]), start[0], start[1], start[2]});
}

/// The next radius that is compiled; the weights beyond the gaussian's own are zero.
int compiled_radius(int radius) {
  for (const int r : {0, 1, 2, 3, 4, 6, 8, 12, 16})
    if (radius <= r) return r;
  return GaussianWeights::most;
}

}  // namespace

GaussianWeights::GaussianWeights(double sigma) {
  if (sigma <= 0) return;
  radius = compiled_radius(static_cast<int>(std::ceil(3 * sigma)));
  const int own = static_cast<int>(std::ceil(3 * sigma));
  double sum = 0, w[most + 1] = {};
  for (int k = 0; k <= own && k <= most; ++k) {
    w[k] = std::exp(-0.5 * k * k / (sigma * sigma));
    sum += (k == 0 ? 1 : 2) * w[k];
  }
  for (int k = 0; k <= most; ++k) weight[k] = static_cast<float>(w[k] / sum);
}

double GaussianWeights::power() const {
  double sum = 0;
  for (int k = 0; k <= radius; ++k) sum += (k == 0 ? 1.0 : 2.0) * weight[k] * weight[k];
  return sum;
}

Triple blur_margin(const std::array<double, 3>& sigma) {
  return {GaussianWeights(sigma[0]).radius, GaussianWeights(sigma[1]).radius,
          GaussianWeights(sigma[2]).radius};
}

FloatBox blur(FloatBox image, FloatBox scratch, const std::array<double, 3>& sigma) {
  Kokkos::Profiling::pushRegion("phantom blur");
  for (int axis = 0; axis < 3; ++axis) {
    const GaussianWeights gaussian(sigma[axis]);
    if (gaussian.radius == 0) continue;
    switch (gaussian.radius) {
      case 1:
        run<1>(image, scratch, gaussian, axis);
        break;
      case 2:
        run<2>(image, scratch, gaussian, axis);
        break;
      case 3:
        run<3>(image, scratch, gaussian, axis);
        break;
      case 4:
        run<4>(image, scratch, gaussian, axis);
        break;
      case 6:
        run<6>(image, scratch, gaussian, axis);
        break;
      case 8:
        run<8>(image, scratch, gaussian, axis);
        break;
      case 12:
        run<12>(image, scratch, gaussian, axis);
        break;
      case 16:
        run<16>(image, scratch, gaussian, axis);
        break;
      default:
        run<GaussianWeights::most>(image, scratch, gaussian, axis);
        break;
    }
    std::swap(image, scratch);
  }
  Kokkos::Profiling::popRegion();
  return image;
}

}  // namespace catena
