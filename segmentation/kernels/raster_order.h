// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// For things that each stand at one voxel: how many of them come, in the raster order of the whole image,
/// before those in each row of this rank's block. Collective. \param in_row things in each row (z, y) of the
/// block.
std::vector<std::int64_t> count_before_rows(const Decomposition& blocks,
                                            const std::vector<std::int32_t>& in_row);

}  // namespace catena
