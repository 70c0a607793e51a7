// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "segmentation/kernels/rows.h"
#include "segmentation/kernels/shell.h"

namespace catena {

/// Steepest ascent: every voxel of height > 0 points to the highest of itself and its 26 neighbours, of
/// equally high ones to that with the greatest global index (z, y, x raster order). A voxel that points to
/// itself is a peak. The pointer is one byte, 9 (dz + 1) + 3 (dy + 1) + dx + 1: among neighbours inside the
/// image the order of these codes is that of the global indices.
namespace ascent {
constexpr std::uint8_t peak = 13;         ///< the voxel itself
constexpr std::uint8_t leaves = 32;       ///< added to the code of a pointer that leaves the block
constexpr std::uint8_t background = 255;  ///< height 0 or less

KOKKOS_INLINE_FUNCTION int dz(std::uint8_t code) { return (code & 31) / 9 - 1; }
KOKKOS_INLINE_FUNCTION int dy(std::uint8_t code) { return (code & 31) / 3 % 3 - 1; }
KOKKOS_INLINE_FUNCTION int dx(std::uint8_t code) { return (code & 31) % 3 - 1; }
KOKKOS_INLINE_FUNCTION bool exits(std::uint8_t code) { return code >= leaves && code != background; }
}  // namespace ascent

/// Calls body(z, y, x) for the outermost voxels of a block of these extents, in parallel over rows.
template <class Body>
void for_each_border_voxel(const char* label, const Rows<std::uint8_t>& block, const Body& body) {
  const int nz = block.nz, ny = block.ny, nx = block.nx;
  Kokkos::parallel_for(
      label, Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, block.count()),
      KOKKOS_LAMBDA(std::int64_t i) {
        const int z = static_cast<int>(i / ny), y = static_cast<int>(i % ny);
        const bool border = z == 0 || z == nz - 1 || y == 0 || y == ny - 1;
        const int step = border || nx == 1 ? 1 : nx - 1;
        for (int x = 0; x < nx; x += step) body(z, y, x);
      });
  Kokkos::fence();
}

/// Writes the code of every voxel of the block. `heights` is 0 or less outside the image.
/// On a host separable, maxima along x, y, z one after the other in tiles that stay in cache.
template <class Height>
void ascent_codes(const Surrounded<Height>& heights, const Rows<std::uint8_t>& codes);

/// The same from the 26 neighbours of each voxel.
template <class Height>
void ascent_codes_by_voxel(const Surrounded<Height>& heights, const Rows<std::uint8_t>& codes);

}  // namespace catena
