// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/instances/segment_parameters.h"
#include "segmentation/volume/volume.h"

namespace catena {

class Run;

/// One basin of the distance to the surface a particle, cracks and pores closed and included.
///
/// The mask's holes are filled and cracks closed by a ball before the exact distance transform, so that a
/// crack does not split its particle; basins of steepest ascent are merged while the lower peak stands less
/// than the persistence above their saddle. Voxels of unequal edges are measured in units of the shortest.
/// \param mask 1 on active material.
/// \param labels allocated on the same blocks with a halo of 1: 1..N in raster order of first voxels, 0
/// outside. \return N. Collective.
std::int64_t watershed_basins(Run& run, const Volume<std::uint8_t>& mask,
                              const WatershedParameters& parameters, const Volume<std::uint32_t>& labels);

/// Takes the closed cracks and pores out of `labels` again, then drops small particles and, if asked, those
/// that the volume's faces cut; what is left is numbered 1..N in raster order of first voxels. Returns N.
/// Collective. \param mask 1 on active material. \param labels basins 1..basins.
std::int64_t particles_of_basins(Run& run, const Volume<std::uint8_t>& mask,
                                 const WatershedParameters& parameters, std::int64_t basins,
                                 const Volume<std::uint32_t>& labels);

}  // namespace catena
