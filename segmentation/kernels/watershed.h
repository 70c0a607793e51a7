// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

/// Watershed by steepest ascent, over-split basins merged. Every voxel of height > 0 belongs to the peak that
/// it reaches by going on to the highest of its 26 neighbours (of equal ones to that with the greatest global
/// index) until none is higher; basins that meet at a shallow saddle are merged: see merge_basins.h. Labels
/// are 1..N in the raster order of their first voxels, 0 where the height is 0 or less; the same on any grid
/// of ranks.
///
/// \param heights squared distances, from squared_distance. Halos are neither read nor written.
/// \param persistence the depth of a border, on the square roots of the heights, from which it separates.
/// \param labels allocated on the same blocks. Besides it takes 1 byte a voxel, and the graph of basins on
/// every rank. \return N. Collective. Instantiated for int32_t and float. \throws InputError if there are
/// 2^32 basins or more.
template <class Height>
std::int64_t watershed(const Volume<Height>& heights, double persistence,
                       const Volume<std::uint32_t>& labels);

}  // namespace catena
