// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/distance_transform.h"

#include <cmath>
#include <string>

#include "jobs/run/error.h"
#include "segmentation/kernels/axis_pass.h"
#include "segmentation/kernels/row_distance.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

/// Along x: squared distances within the rows of the image.
template <class T>
void square_rows(const Volume<std::uint8_t>& mask, const Volume<T>& result, float weight) {
  Kokkos::Profiling::pushRegion("square rows");
  const RowEnds ends = row_ends(mask);
  const auto in = mask.data();
  const auto out = result.data();
  const std::int64_t mz = mask.halo()[0], my = mask.halo()[1], mx = mask.halo()[2];
  const std::int64_t rz = result.halo()[0], ry = result.halo()[1], rx = result.halo()[2];
  const int n = static_cast<int>(mask.local()[2]);
  for_each_row(
      "square rows", mask.local(), KOKKOS_LAMBDA(int z, int y) {
        square_row(&in(z + mz, y + my, mx), &out(z + rz, y + ry, rx), n, ends.left(z, y), ends.right(z, y),
                   weight);
      });
  Kokkos::Profiling::popRegion();
}

template <class T>
Volume<T> transform(const Volume<std::uint8_t>& mask, const std::array<float, 3>& weight,
                    const Triple& halo) {
  Kokkos::Profiling::pushRegion("distance transform");
  Volume<T> result(mask.shared_decomposition(), mask.spacing(), halo, "squared distance");
  square_rows(mask, result, weight[2]);
  T bound = Unreached<T>::value;
  if (mask.extents()[1] > 1) bound = lower_along(result, 1, weight[1], bound);
  if (mask.extents()[0] > 1) lower_along(result, 0, weight[0], bound);
  Kokkos::Profiling::popRegion();
  return result;
}

}  // namespace

Volume<std::int32_t> squared_distance(const Volume<std::uint8_t>& mask, const Triple& halo) {
  double longest = 0;
  for (const std::int64_t n : mask.extents())
    longest += static_cast<double>(n - 1) * static_cast<double>(n - 1);
  if (longest >= INT32_MAX)
    throw InputError(
        "the image of " + std::to_string(mask.extents()[0]) + " x " + std::to_string(mask.extents()[1]) +
        " x " + std::to_string(mask.extents()[2]) +
        " voxels is too long for squared distances in 32 bits: its squared diagonal must stay below "
        "2147483647 voxels; crop or bin it");
  return transform<std::int32_t>(mask, {1, 1, 1}, halo);
}

Volume<std::int32_t> squared_distance(const Volume<std::uint8_t>& mask) {
  return squared_distance(mask, Triple{0, 0, 0});
}

Volume<float> squared_distance(const Volume<std::uint8_t>& mask, const std::array<double, 3>& weight,
                               const Triple& halo) {
  std::array<float, 3> squares{};
  for (int axis = 0; axis < 3; ++axis) {
    squares[axis] = static_cast<float>(weight[axis] * weight[axis]);
    if (!(weight[axis] > 0 && std::isfinite(squares[axis]) && squares[axis] > 0))
      throw InputError(
          "a voxel edge of " + std::to_string(weight[axis]) +
          " was given for distances; it must be positive and finite: look at the spacing of the voxels");
  }
  return transform<float>(mask, squares, halo);
}

}  // namespace catena
