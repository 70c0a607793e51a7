// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/continue_distance.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace catena {
namespace {

/// The d of sum_a max(d - least_a, 0)^2 / h_a^2 = 1: Godunov's upwind difference.
double upwind_solution(std::array<double, 3> least, std::array<double, 3> spacing) {
  for (int pass = 0; pass < 2; ++pass)
    for (std::size_t a = 0; a + 1 < 3; ++a)
      if (least[a] > least[a + 1]) std::swap(least[a], least[a + 1]), std::swap(spacing[a], spacing[a + 1]);
  double solution = least[0] + spacing[0];
  double weight = 0, moment = 0, square = 0;
  for (std::size_t a = 0; a < 3; ++a) {
    if (a > 0 && solution <= least[a]) break;
    const double w = 1 / (spacing[a] * spacing[a]);
    weight += w;
    moment += w * least[a];
    square += w * least[a] * least[a];
    const double root = moment * moment - weight * (square - 1);
    if (root < 0) break;
    solution = (moment + std::sqrt(root)) / weight;
  }
  return solution;
}

}  // namespace

void continue_distance(std::vector<float>& values, const VoxelBox& box, const std::array<double, 3>& spacing,
                       double band) {
  const double far = 1e30;
  std::vector<std::uint8_t> kept(values.size());
  std::vector<float> distance(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double size = std::abs(static_cast<double>(values[i]));
    kept[i] = size <= band;
    distance[i] = static_cast<float>(kept[i] ? size : far);
  }
  const std::array<std::int64_t, 3> stride{1, box.edges[0], box.edges[0] * box.edges[1]};
  for (int sweep = 0; sweep < 16; ++sweep) {  // every order of the axes' directions twice
    std::array<std::int64_t, 3> place, n = box.edges;
    for (std::int64_t k = 0; k < n[2]; ++k)
      for (std::int64_t j = 0; j < n[1]; ++j)
        for (std::int64_t i = 0; i < n[0]; ++i) {
          place = {sweep & 1 ? n[0] - 1 - i : i, sweep & 2 ? n[1] - 1 - j : j, sweep & 4 ? n[2] - 1 - k : k};
          const std::int64_t voxel = place[0] + place[1] * stride[1] + place[2] * stride[2];
          if (kept[static_cast<std::size_t>(voxel)]) continue;
          std::array<double, 3> least;
          for (std::size_t axis = 0; axis < 3; ++axis) {
            least[axis] = far;
            if (place[axis] > 0)
              least[axis] = static_cast<double>(distance[static_cast<std::size_t>(voxel - stride[axis])]);
            if (place[axis] + 1 < n[axis])
              least[axis] = std::min(
                  least[axis], static_cast<double>(distance[static_cast<std::size_t>(voxel + stride[axis])]));
          }
          if (std::min({least[0], least[1], least[2]}) >= far) continue;
          float& here = distance[static_cast<std::size_t>(voxel)];
          here = std::min(here, static_cast<float>(upwind_solution(least, spacing)));
        }
  }
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!kept[i]) values[i] = std::copysign(distance[i], values[i]);
}

}  // namespace catena
