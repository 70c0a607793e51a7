// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "analysis/statistics/observation_window.h"

namespace catena {

/// All pairs of points nearer than a distance, sorted into bins of their distance.
struct BinnedPairs {
  std::vector<double> edges;        ///< bins + 1 distances, from 0
  std::vector<std::int32_t> first;  ///< below `second`
  std::vector<std::int32_t> second;
  std::vector<float> weight;  ///< volume / shifted overlap of the window: corrects for the edge
  std::vector<std::uint16_t> bin;
};

/// By a grid of cells as long as `longest`: time and memory are linear in the number of pairs found.
BinnedPairs near_pairs_of_points(const std::vector<std::array<double, 3>>& points,
                                 const ObservationWindow& window, double longest, std::size_t bins);

}  // namespace catena
