// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

/// Particles with the cracks and pores that were closed: every voxel of a basin gets the number that the
/// basin's particle has in `particles`, or 0 if that particle was dropped. Overwrites `basins`. Collective.
/// \param basins labels 1..count before cracks were taken out.
/// \param particles the same voxels after cracks, small particles and, if asked, border particles were taken
/// out.
void number_basins_as(const Volume<std::uint32_t>& particles, std::int64_t count,
                      const Volume<std::uint32_t>& basins);

/// The greatest label of the whole image. Collective.
std::uint32_t greatest_label(const Volume<std::uint32_t>& labels);

}  // namespace catena
