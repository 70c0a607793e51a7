// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/binary_median.h"

#include "segmentation/kernels/row_loop.h"

namespace catena {
namespace {

using Mask = Kokkos::View<std::uint8_t***, Kokkos::LayoutRight>;

/// How many of the nine voxels around (z, y) along z and y are 1; one voxel later along x, so that sums have
/// a margin.
struct SumColumns {
  Mask mask, sums;

  struct Row {
    const std::uint8_t* near[9];
    std::uint8_t weight[9];  // 0 beyond the array
    std::uint8_t* sums;
    KOKKOS_INLINE_FUNCTION void operator()(int x) const {
      std::uint8_t sum = 0;
      for (int k = 0; k < 9; ++k) sum = static_cast<std::uint8_t>(sum + (weight[k] & near[k][x]));
      sums[x] = sum;
    }
  };
  KOKKOS_FUNCTION Row operator()(int z, int y) const {
    Row row;
    for (int k = 0; k < 9; ++k) {
      const int nz = z + k / 3 - 1, ny = y + k % 3 - 1;
      const bool inside = nz >= 0 && ny >= 0 && nz < mask.extent_int(0) && ny < mask.extent_int(1);
      row.near[k] = &mask(inside ? nz : z, inside ? ny : y, 0);
      row.weight[k] = inside;
    }
    row.sums = &sums(z, y, 1);
    return row;
  }
};

struct TakeMajority {
  Mask sums, result;

  struct Row {
    const std::uint8_t* sums;
    std::uint8_t* result;
    KOKKOS_INLINE_FUNCTION void operator()(int x) const {
      const auto sum = static_cast<std::uint8_t>(sums[x] + sums[x + 1] + sums[x + 2]);
      result[x] = sum > 13;
    }
  };
  KOKKOS_FUNCTION Row operator()(int z, int y) const { return {&sums(z, y, 0), &result(z, y, 0)}; }
};

}  // namespace

void binary_median(const Mask& mask, const Mask& result) {
  Kokkos::Profiling::pushRegion("binary median");
  const Triple extents{mask.extent_int(0), mask.extent_int(1), mask.extent_int(2)};
  if (product(extents) > 0) {
    const Mask sums("sums of columns", extents[0], extents[1], extents[2] + 2);
    for_each_voxel_by_rows("sum columns", extents, SumColumns{mask, sums});
    for_each_voxel_by_rows("take majority", extents, TakeMajority{sums, result});
  }
  Kokkos::Profiling::popRegion();
}

}  // namespace catena
