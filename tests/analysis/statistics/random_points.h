// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/statistics/seeded_sequence.h"

namespace catena {

using Points = std::vector<std::array<double, 3>>;

/// Points that know nothing of each other, in [0, box].
inline Points random_points(std::size_t count, std::uint64_t seed, std::array<double, 3> box) {
  SeededSequence draws(seed, Draw::rows, 1);
  Points points(count);
  for (auto& point : points)
    for (int axis = 0; axis < 3; ++axis) point[axis] = box[axis] * draws.uniform();
  return points;
}

}  // namespace catena
