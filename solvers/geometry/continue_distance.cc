// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/continue_distance.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace catena {
namespace {

/// The d of sum_a max(d - least_a, 0)^2 / h_a^2 = 1: Godunov's upwind difference.
double upwind_solution(std::array<double, 3> least, std::array<double, 3> spacing) {
  const auto sort = [&](std::size_t a, std::size_t b) {
    if (least[a] > least[b]) std::swap(least[a], least[b]), std::swap(spacing[a], spacing[b]);
  };
  sort(0, 1);
  sort(1, 2);
  sort(0, 1);
  double solution = least[0] + spacing[0];
  if (solution <= least[1]) return solution;
  double weight = 1 / (spacing[0] * spacing[0]);
  double moment = weight * least[0], square = moment * least[0];
  for (std::size_t a = 1; a < 3 && solution > least[a]; ++a) {
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
  for (int sweep = 0; sweep < 8; ++sweep) {  // every order of the axes' directions: enough for a distance
    const auto at = [&](std::size_t axis, std::int64_t i) {
      return sweep >> axis & 1 ? box.edges[axis] - 1 - i : i;
    };
    for (std::int64_t k = 0; k < box.edges[2]; ++k)
      for (std::int64_t j = 0; j < box.edges[1]; ++j)
        for (std::int64_t i = 0; i < box.edges[0]; ++i) {
          const std::array<std::int64_t, 3> place{at(0, i), at(1, j), at(2, k)};
          const std::int64_t voxel = place[0] + place[1] * stride[1] + place[2] * stride[2];
          if (kept[static_cast<std::size_t>(voxel)]) continue;
          std::array<double, 3> least{far, far, far};
          float* here = &distance[static_cast<std::size_t>(voxel)];
          for (std::size_t axis = 0; axis < 3; ++axis) {
            if (place[axis] > 0) least[axis] = static_cast<double>(here[-stride[axis]]);
            if (place[axis] + 1 < box.edges[axis])
              least[axis] = std::min(least[axis], static_cast<double>(here[stride[axis]]));
          }
          // The solution is more than the least neighbour, so most voxels need none.
          const double nearest = std::min({least[0], least[1], least[2]});
          if (nearest >= static_cast<double>(*here) || nearest >= far) continue;
          *here = std::min(*here, static_cast<float>(upwind_solution(least, spacing)));
        }
  }
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!kept[i]) values[i] = std::copysign(distance[i], values[i]);
}

}  // namespace catena
