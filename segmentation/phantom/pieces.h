// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// Cuts a box into pieces of whole rows, with their margins at most `voxels` large where that is possible,
/// such that the margins cost least: nearly square in z and y, in order.
std::vector<Box> pieces_of(const Box& box, const Triple& margin, double voxels);

/// Whether every voxel of a box lies in one of the others, which may overlap.
bool covered(const Box& box, const std::vector<Box>& others);

}  // namespace catena
