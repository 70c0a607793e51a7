// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>
#include <limits>

#include "segmentation/volume/volume.h"

namespace catena {

/// Sets to 1 the holes of a mask: the parts of its background (value 0), connected through voxel faces, that
/// do not reach a face of the image. An axis of one voxel has no such faces, so that a single slice can have
/// holes. The halo is neither read nor written. Needs 12 bytes a run of background, no array of voxels.
/// \param largest only holes of at most so many voxels.
/// \return voxels filled in the whole image. Collective.
std::int64_t fill_holes(const Volume<std::uint8_t>& mask,
                        std::int64_t largest = std::numeric_limits<std::int64_t>::max());

/// The same for one dense array on this rank alone, such as the box of one particle; what lies beyond it is
/// outside.
std::int64_t fill_holes(const Kokkos::View<std::uint8_t***, Kokkos::LayoutRight>& box,
                        std::int64_t largest = std::numeric_limits<std::int64_t>::max());

}  // namespace catena
