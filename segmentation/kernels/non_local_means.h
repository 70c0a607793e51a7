// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

struct NonLocalMeans {
  int search = 2;         ///< radius of the window that is searched, 1 to 5 voxels: 2 is 5 x 5 x 5.
  double noise = 0;       ///< standard deviation of the noise in grey levels (noise_level); above 0.
  double strength = 0.8;  ///< h / noise: more smooths more; above 0.
};

/// The halo that non_local_means needs; none along z for an image of one slice.
Triple non_local_means_radius(const NonLocalMeans& parameters, const Triple& extents);

/// Every voxel becomes the mean of those in its window, weighted by how alike the 3 x 3 x 3 patches around
/// them are: w = exp(-max(0, d - 2 noise^2) / h^2) with d the mean squared difference of the two patches
/// (Buades, Coll, Morel, CVPR 2005; patch distances by moving sums: Darbon et al., ISBI 2008). Keeps edges
/// that a gaussian would blur. An image of one slice is searched in its plane, with patches of 3 x 3. Beyond
/// its faces the image goes on as its mirror. Costs about (2 search + 1)^3 times a nanosecond or less a voxel
/// on one core; the same for every cut into blocks. \param image its halo must be non_local_means_radius at
/// least and is refreshed here. \throws InputError for parameters out of range, or a halo that is too small.
Volume<std::uint16_t> non_local_means(const Volume<std::uint16_t>& image, const NonLocalMeans& parameters,
                                      const Triple& halo);

/// The same voxel by voxel, without moving sums: what a device does.
Volume<std::uint16_t> non_local_means_by_voxels(const Volume<std::uint16_t>& image,
                                                const NonLocalMeans& parameters, const Triple& halo);

}  // namespace catena
