// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/instances/preprocessing.h"

namespace catena {

/// The mask of active material, 1 where the prepared image is bright enough, by the chosen method; 0 outside
/// the field of view. The threshold in grey values of the tomogram is recorded in the run's results.
/// Collective. \throws InputError if nothing, or everything, lies above the threshold.
Volume<std::uint8_t> active_material(Run& run, const PreparedImage& prepared,
                                     const ThresholdParameters& parameters);

/// The mask of voxels that hold `phase_value`. T = uint8_t, uint16_t, float.
/// \throws InputError if no voxel, or every voxel, holds it.
template <class T>
Volume<std::uint8_t> phase_mask(const Volume<T>& phases, double phase_value);

}  // namespace catena
