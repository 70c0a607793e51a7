// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/kernels/block_components.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// Hysteresis: sets to 0 the components of `low` that hold no voxel where `high` is not 0. Halos are neither
/// read nor written. Collective.
void keep_marked(const Volume<std::uint8_t>& low, const Volume<std::uint8_t>& high,
                 Connectivity connectivity);

}  // namespace catena
