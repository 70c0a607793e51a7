// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <utility>
#include <vector>

#include "segmentation/phantom/visible_region.h"

namespace catena {

/// All pairs i < j of balls (center, radius) whose surfaces are at most `gap` apart, in lexicographic order;
/// found by sorting into cells.
std::vector<std::pair<int, int>> near_pairs(const std::vector<Point>& centers,
                                            const std::vector<double>& radii, double gap);

}  // namespace catena
