// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "segmentation/phantom/visible_region.h"

namespace catena {

/// For each point the `count` others nearest to it (fewer where there are fewer), nearest first, equal
/// distances in the order of the points: by cells, searched in growing cubes.
std::vector<std::vector<int>> nearest_centroids(const std::vector<Point>& points, std::size_t count);

}  // namespace catena
