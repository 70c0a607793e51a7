// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/box_majority.h"

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

struct MajorityRow {
  static constexpr int chunk = 256;
  BinaryBox object, filtered;
  int nz, ny, nx, depth, least;

  KOKKOS_FUNCTION void operator()(int z, int y) const {
    const std::int64_t line = nx;
    const std::uint8_t* from = object.data();
    std::uint8_t* to = filtered.data() + (static_cast<std::int64_t>(z) * ny + y) * line;
    for (int begin = 0; begin < nx; begin += chunk) {
      const int n = nx - begin < chunk ? nx - begin : chunk;
      std::uint8_t sum[chunk + 2];  // of the nine voxels at x = begin - 1 + i
      for (int i = 0; i < n + 2; ++i) sum[i] = 0;
      const int first = begin == 0 ? 1 : 0, last = begin + n == nx ? n : n + 1;
      for (int k = z - depth; k <= z + depth; ++k)
        for (int j = y - 1; j <= y + 1; ++j) {
          if (k < 0 || k >= nz || j < 0 || j >= ny) continue;
          const std::uint8_t* row = from + (static_cast<std::int64_t>(k) * ny + j) * line + begin - 1;
          for (int i = first; i <= last; ++i) sum[i] = static_cast<std::uint8_t>(sum[i] + row[i]);
        }
      for (int i = 0; i < n; ++i) to[begin + i] = sum[i] + sum[i + 1] + sum[i + 2] >= least;
    }
  }
};

}  // namespace

void box_majority(const BinaryBox& object, const BinaryBox& filtered, bool planar) {
  const int nz = object.extent_int(0), ny = object.extent_int(1), nx = object.extent_int(2);
  for_each_row("box majority", {nz, ny, nx},
               MajorityRow{object, filtered, nz, ny, nx, planar ? 0 : 1, planar ? 5 : 14});
}

}  // namespace catena
