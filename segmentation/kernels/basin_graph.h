// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>
#include <vector>

#include "segmentation/kernels/rows.h"
#include "segmentation/kernels/shell.h"

namespace catena {

/// The peaks of all basins of an image; basin b, as labels name it, is entry b - 1.
template <class Height>
struct Peaks {
  std::vector<Height> height;
  std::vector<std::int64_t> index;  ///< of the voxel in the whole image: no two are the same
};

/// The height at which one gets from basin a to its neighbour b, a < b: the greatest, over the pairs of
/// neighbouring voxels (26) one in a, one in b, of the lower of the two heights.
template <class Height>
struct Saddle {
  std::uint32_t a, b;
  Height height;
};

/// For each basin a height such that no saddle below it can join it, as the lower one, to another by
/// `persistence`: (sqrt(peak) - persistence)^2, rounded down. Entry 0 is that of no basin.
template <class Height>
std::vector<Height> least_saddles(const std::vector<Height>& peaks, double persistence);

/// The saddles between this block's voxels and their neighbours, one for a pair of basins. Those that are
/// below `least` of both basins may be left out. A pair of voxels in two blocks is looked at by one of the
/// two. \param labels 0 on the background, and outside the image. Instantiated for int32_t and float.
template <class Height>
std::vector<Saddle<Height>> saddles_in_block(const Surrounded<Height>& heights,
                                             const Surrounded<std::uint32_t>& labels,
                                             const std::vector<Height>& least);

/// The same as lists of all pairs of voxels, plane by plane: for backends that run in parallel.
template <class Height>
std::vector<Saddle<Height>> saddles_in_block_by_lists(const Surrounded<Height>& heights,
                                                      const Surrounded<std::uint32_t>& labels,
                                                      const std::vector<Height>& least);

/// Sorts saddles by their basins and keeps the highest of each pair.
template <class Height>
void keep_highest(std::vector<Saddle<Height>>& saddles);

}  // namespace catena
