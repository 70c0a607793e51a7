// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "segmentation/kernels/surface.h"

namespace catena {

/// Median filter of a dense binary image, 3 x 3 x 3 voxels, or 3 x 3 in the plane: `filtered` becomes 1 where
/// more than half of them are. Beyond the array is background. Both arrays have the same extents and do not
/// overlap.
void box_majority(const BinaryBox& object, const BinaryBox& filtered, bool planar);

}  // namespace catena
