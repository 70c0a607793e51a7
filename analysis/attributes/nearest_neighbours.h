// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace catena {

/// The `count` nearest other points of each point, nearest first; equal distances in the order of the points.
/// Fewer where there are fewer points. By a k-d tree.
std::vector<std::vector<std::int32_t>> nearest_neighbours(const std::vector<std::array<double, 3>>& points,
                                                          int count);

}  // namespace catena
