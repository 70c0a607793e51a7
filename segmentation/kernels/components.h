// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/kernels/block_components.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// Labels the connected components of the voxels of `mask` that are not 0, in the whole image: 1..N in the
/// raster order of each component's first voxel, 0 on the background. The same on any grid of ranks. Runs of
/// rows are joined by union-find in each block, then across blocks. Neither volume's halo is read or written.
/// \param labels allocated on the same blocks as `mask`.
/// \return N. Collective.
/// \throws InputError if the mask falls into 2^32 pieces or more.
std::int64_t label_components(const Volume<std::uint8_t>& mask, Connectivity connectivity,
                              const Volume<std::uint32_t>& labels);

}  // namespace catena
