// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>
#include <vector>

#include "segmentation/kernels/rows.h"

namespace catena {

/// Where chains of the pointers of steepest_ascent.h end in a block: at peaks, and at exits, from which a
/// pointer leaves.
enum class Ends { peaks, exits };

std::int64_t count_ends(const Rows<std::uint8_t>& codes, Ends ends);

/// Labels the ends of one kind with numbers from `first` on, in raster order; for peaks all other voxels with
/// 0. Returns where the ends are, as z-y-x raster index in the block.
Kokkos::View<std::int64_t*> number_ends(const Rows<std::uint8_t>& codes, Ends ends, std::uint32_t first,
                                        const Rows<std::uint32_t>& labels);

/// Gives every voxel above the background the label of the first labelled voxel of its chain. Codes and
/// labels have the same strides, and all ends are labelled.
void follow_ascent(const Rows<std::uint8_t>& codes, const Rows<std::uint32_t>& labels);

/// The same for the outermost voxels of the block, which other blocks' exits lead to. Inside the block only
/// voxels whose label is at most `peaks` are labelled on the way, so that exits are found on the border
/// alone.
void follow_from_borders(const Rows<std::uint8_t>& codes, std::uint32_t peaks,
                         const Rows<std::uint32_t>& labels);

/// Replaces the labels of exits, which are above `peaks` and count from `first`, by the peaks that they lead
/// to.
void rename_exits(const Rows<std::uint8_t>& codes, const std::vector<std::uint32_t>& peak_of_exit,
                  std::uint32_t first, std::uint32_t peaks, const Rows<std::uint32_t>& labels);

}  // namespace catena
