// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

/// The median of the 3 x 3 x 3 voxels around each; the nearest voxel inside stands for those beyond the
/// image, so that an image of one slice gets the median of 3 x 3. \param image its halo must be one voxel at
/// least on every side and is refreshed here. \throws InputError if there is no such halo.
Volume<std::uint16_t> median(const Volume<std::uint16_t>& image, const Triple& halo);

/// The same voxel by voxel, sharing nothing between neighbours: what a device does.
Volume<std::uint16_t> median_by_voxels(const Volume<std::uint16_t>& image, const Triple& halo);

}  // namespace catena
