// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/volume/decomposition.h"

namespace catena::test {

/// Calls body(neighbour's index) for the 6 or 26 neighbours of a voxel inside an image of n voxels.
template <class Body>
void for_neighbours(const Triple& n, std::int64_t index, int connectivity, const Body& body) {
  const Triple at{index / (n[1] * n[2]), index / n[2] % n[1], index % n[2]};
  for (int dz = -1; dz <= 1; ++dz)
    for (int dy = -1; dy <= 1; ++dy)
      for (int dx = -1; dx <= 1; ++dx) {
        const int steps = dz * dz + dy * dy + dx * dx;
        if (steps == 0 || (connectivity == 6 && steps != 1)) continue;
        const Triple to{at[0] + dz, at[1] + dy, at[2] + dx};
        if (to[0] < 0 || to[1] < 0 || to[2] < 0 || to[0] >= n[0] || to[1] >= n[1] || to[2] >= n[2]) continue;
        body((to[0] * n[1] + to[1]) * n[2] + to[2]);
      }
}

/// Connected components by flooding from each voxel not yet reached, in raster order. Two voxels are joined
/// if they are neighbours and of the same kind; kind 0 is background.
inline std::vector<std::uint32_t> flood(const Triple& n, const std::vector<std::uint32_t>& kind,
                                        int connectivity) {
  std::vector<std::uint32_t> label(kind.size(), 0);
  std::vector<std::int64_t> front;
  std::uint32_t count = 0;
  for (size_t start = 0; start < kind.size(); ++start) {
    if (kind[start] == 0 || label[start] != 0) continue;
    label[start] = ++count;
    front.assign(1, static_cast<std::int64_t>(start));
    while (!front.empty()) {
      const std::int64_t at = front.back();
      front.pop_back();
      for_neighbours(n, at, connectivity, [&](std::int64_t to) {
        if (kind[to] != kind[at] || label[to] != 0) return;
        label[to] = count;
        front.push_back(to);
      });
    }
  }
  return label;
}

}  // namespace catena::test
