// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/steepest_ascent.h"

#include <algorithm>
#include <vector>

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

/// Keeps at each place the higher of the best so far and a candidate, the candidate where they are equal.
template <class Height>
inline void keep_higher(int n, const Height* __restrict candidate,
                        const std::int32_t* __restrict candidate_code, std::int32_t step,
                        Height* __restrict best, std::int32_t* __restrict code) {
  for (int i = 0; i < n; ++i) {
    const bool higher = candidate[i] >= best[i];
    best[i] = higher ? candidate[i] : best[i];
    code[i] = higher ? candidate_code[i] + step : code[i];
  }
}

/// A host's way through a slab of rows [y, y + rows) of all planes.
template <class Height>
struct AscentTiles {
  Surrounded<Height> heights;
  Rows<std::uint8_t> codes;
  int rows;

  /// Highest of three voxels along x, for a whole row; `line` is room for nx + 2.
  void along_x(int z, int y, Height* __restrict line, Height* __restrict best,
               std::int32_t* __restrict code) const {
    const int nx = codes.nx;
    const Height* const row = heights.row(z, y);
    line[0] = heights.at(z, y, -1);
    std::copy(row, row + nx, line + 1);
    line[nx + 1] = heights.at(z, y, nx);
    for (int x = 0; x < nx; ++x) {
      const Height a = line[x], b = line[x + 1], c = line[x + 2];
      const Height ab = b >= a ? b : a;
      const std::int32_t k = b >= a ? 1 : 0;
      best[x] = c >= ab ? c : ab;
      code[x] = c >= ab ? 2 : k;
    }
  }

  void operator()(std::int64_t tile) const {
    const int nx = codes.nx;
    const int y0 = static_cast<int>(tile) * rows, y1 = std::min(codes.ny, y0 + rows);
    const size_t plane = static_cast<size_t>(y1 - y0) * nx;
    std::vector<Height> line(nx + 2), row_best(3 * static_cast<size_t>(nx)), plane_best(3 * plane), best(nx);
    std::vector<std::int32_t> row_code(3 * static_cast<size_t>(nx)), plane_code(3 * plane), code(nx);
    for (int z = -1; z <= codes.nz; ++z) {
      Height* const flat_best = &plane_best[plane * ((z + 3) % 3)];
      std::int32_t* const flat_code = &plane_code[plane * ((z + 3) % 3)];
      for (int y = y0 - 1; y <= y1; ++y) {
        const auto slot = [&](int row) { return static_cast<size_t>(nx) * ((row + 3) % 3); };
        along_x(z, y, line.data(), &row_best[slot(y)], &row_code[slot(y)]);
        if (y < y0 + 1) continue;
        Height* const to = flat_best + static_cast<size_t>(y - 1 - y0) * nx;
        std::int32_t* const to_code = flat_code + static_cast<size_t>(y - 1 - y0) * nx;
        std::copy_n(&row_best[slot(y - 2)], nx, to);
        std::copy_n(&row_code[slot(y - 2)], nx, to_code);
        keep_higher(nx, &row_best[slot(y - 1)], &row_code[slot(y - 1)], 3, to, to_code);
        keep_higher(nx, &row_best[slot(y)], &row_code[slot(y)], 6, to, to_code);
      }
      if (z >= 1) write_plane(z - 1, y0, y1, plane_best, plane_code, best.data(), code.data());
    }
  }

  void write_plane(int z, int y0, int y1, const std::vector<Height>& plane_best,
                   const std::vector<std::int32_t>& plane_code, Height* __restrict best,
                   std::int32_t* __restrict code) const {
    const int nx = codes.nx;
    const size_t plane = static_cast<size_t>(y1 - y0) * nx;
    for (int y = y0; y < y1; ++y) {
      const size_t row = static_cast<size_t>(y - y0) * nx;
      const size_t below = plane * ((z + 2) % 3) + row, here = plane * (z % 3) + row,
                   above = plane * ((z + 1) % 3) + row;
      std::copy_n(&plane_best[below], nx, best);
      std::copy_n(&plane_code[below], nx, code);
      keep_higher(nx, &plane_best[here], &plane_code[here], 9, best, code);
      keep_higher(nx, &plane_best[above], &plane_code[above], 18, best, code);
      const Height* __restrict own = heights.block.row(z, y);
      std::uint8_t* __restrict out = codes.row(z, y);
      for (int x = 0; x < nx; ++x)
        out[x] = own[x] > 0 ? static_cast<std::uint8_t>(code[x]) : ascent::background;
    }
  }
};

/// Marks the pointers that leave the block: only its outermost voxels can have one.
void mark_leaving(const Rows<std::uint8_t>& codes) {
  const int nz = codes.nz, ny = codes.ny, nx = codes.nx;
  for_each_border_voxel(
      "mark pointers that leave", codes, KOKKOS_LAMBDA(int z, int y, int x) {
        const std::uint8_t code = codes(z, y, x);
        if (code == ascent::background) return;
        const int to_z = z + ascent::dz(code), to_y = y + ascent::dy(code), to_x = x + ascent::dx(code);
        if (to_z < 0 || to_z >= nz || to_y < 0 || to_y >= ny || to_x < 0 || to_x >= nx)
          codes(z, y, x) = code | ascent::leaves;
      });
}

}  // namespace

template <class Height>
void ascent_codes_by_voxel(const Surrounded<Height>& heights, const Rows<std::uint8_t>& codes) {
  for_each_voxel(
      "steepest ascent", codes.extents(), KOKKOS_LAMBDA(int z, int y, int x) {
        if (!(heights.block(z, y, x) > 0)) {
          codes(z, y, x) = ascent::background;
          return;
        }
        Height best = 0;
        int code = 0;
        for (int k = 0; k < 27; ++k) {
          const Height height = heights.at(z + k / 9 - 1, y + k / 3 % 3 - 1, x + k % 3 - 1);
          if (height >= best) {
            best = height;
            code = k;
          }
        }
        codes(z, y, x) = static_cast<std::uint8_t>(code);
      });
  mark_leaving(codes);
}

template <class Height>
void ascent_codes(const Surrounded<Height>& heights, const Rows<std::uint8_t>& codes) {
  Kokkos::Profiling::pushRegion("steepest ascent");
  if constexpr (runs_on_host) {
    // Three planes of a tile, heights and codes, in half of a usual second-level cache.
    const int rows = std::max(4, 512 * 1024 / (24 * codes.nx));
    using HostRange = Kokkos::RangePolicy<Kokkos::DefaultHostExecutionSpace, Kokkos::IndexType<std::int64_t>>;
    Kokkos::parallel_for("steepest ascent", HostRange(0, (codes.ny + rows - 1) / rows),
                         AscentTiles<Height>{heights, codes, rows});
    Kokkos::fence();
    mark_leaving(codes);
  } else {
    ascent_codes_by_voxel(heights, codes);
  }
  Kokkos::Profiling::popRegion();
}

template void ascent_codes(const Surrounded<std::int32_t>&, const Rows<std::uint8_t>&);
template void ascent_codes(const Surrounded<float>&, const Rows<std::uint8_t>&);
template void ascent_codes_by_voxel(const Surrounded<std::int32_t>&, const Rows<std::uint8_t>&);
template void ascent_codes_by_voxel(const Surrounded<float>&, const Rows<std::uint8_t>&);

}  // namespace catena
