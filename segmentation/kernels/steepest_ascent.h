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
/// Whether a chain of pointers ends in this block here.
KOKKOS_INLINE_FUNCTION bool ends(std::uint8_t code) {
  return code == peak || (code >= leaves && code != background);
}
}  // namespace ascent

/// Writes the code of every voxel of the block. `heights` is 0 or less outside the image.
/// On a host separable, maxima along x, y, z one after the other in tiles that stay in cache.
template <class Height>
void ascent_codes(const Surrounded<Height>& heights, const Rows<std::uint8_t>& codes);

/// The same from the 26 neighbours of each voxel.
template <class Height>
void ascent_codes_by_voxel(const Surrounded<Height>& heights, const Rows<std::uint8_t>& codes);

/// Gives every end of a chain in this block a number, in raster order from `first` on, writes it to its
/// label, and 0 to all other labels. Returns where the ends are, as z-y-x raster index in the block.
Kokkos::View<std::int64_t*> number_ends(const Rows<std::uint8_t>& codes, const Rows<std::uint32_t>& labels,
                                        std::uint32_t first);

/// Ends in this block.
std::int64_t count_ends(const Rows<std::uint8_t>& codes);

/// Gives every voxel above the background the label of the end of its chain. Both arrays have the same
/// strides.
void follow_ascent(const Rows<std::uint8_t>& codes, const Rows<std::uint32_t>& labels);

}  // namespace catena
