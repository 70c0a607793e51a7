// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/near_pairs.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace catena {

std::vector<std::pair<int, int>> near_pairs(const std::vector<Point>& centers,
                                            const std::vector<double>& radii, double gap) {
  std::vector<std::pair<int, int>> pairs;
  if (centers.empty()) return pairs;
  const auto n = static_cast<int>(centers.size());
  Point low = centers[0], high = centers[0];
  for (const Point& c : centers)
    for (int axis = 0; axis < 3; ++axis) {
      low[axis] = std::min(low[axis], c[axis]);
      high[axis] = std::max(high[axis], c[axis]);
    }
  const double cell = 2 * *std::max_element(radii.begin(), radii.end()) + gap;
  std::int64_t cells[3];
  for (int axis = 0; axis < 3; ++axis)
    cells[axis] =
        std::min<std::int64_t>(1000, 1 + static_cast<std::int64_t>((high[axis] - low[axis]) / cell));
  const auto place = [&](const Point& c, int axis) {
    // Where the count of cells is capped they are wider than asked.
    const double width = std::max(cell, (high[axis] - low[axis]) / static_cast<double>(cells[axis]));
    return std::min(cells[axis] - 1, static_cast<std::int64_t>((c[axis] - low[axis]) / width));
  };
  std::vector<std::int64_t> cell_of(n);
  for (int i = 0; i < n; ++i)
    cell_of[i] = (place(centers[i], 0) * cells[1] + place(centers[i], 1)) * cells[2] + place(centers[i], 2);
  std::vector<int> start(static_cast<std::size_t>(cells[0] * cells[1] * cells[2] + 1), 0), sorted(n);
  for (int i = 0; i < n; ++i) ++start[cell_of[i] + 1];
  for (std::size_t c = 1; c < start.size(); ++c) start[c] += start[c - 1];
  std::vector<int> fill(start.begin(), start.end() - 1);
  for (int i = 0; i < n; ++i) sorted[fill[cell_of[i]]++] = i;

  for (int i = 0; i < n; ++i) {
    const std::size_t first = pairs.size();
    const std::int64_t z = cell_of[i] / (cells[1] * cells[2]), y = cell_of[i] / cells[2] % cells[1],
                       x = cell_of[i] % cells[2];
    for (std::int64_t cz = std::max<std::int64_t>(0, z - 1); cz <= std::min(cells[0] - 1, z + 1); ++cz)
      for (std::int64_t cy = std::max<std::int64_t>(0, y - 1); cy <= std::min(cells[1] - 1, y + 1); ++cy)
        for (std::int64_t cx = std::max<std::int64_t>(0, x - 1); cx <= std::min(cells[2] - 1, x + 1); ++cx) {
          const std::int64_t c = (cz * cells[1] + cy) * cells[2] + cx;
          for (int k = start[c]; k < start[c + 1]; ++k) {
            const int j = sorted[k];
            if (j <= i) continue;
            const Point d{centers[j][0] - centers[i][0], centers[j][1] - centers[i][1],
                          centers[j][2] - centers[i][2]};
            const double reach = radii[i] + radii[j] + gap;
            if (dot(d, d) <= reach * reach) pairs.emplace_back(i, j);
          }
        }
    std::sort(pairs.begin() + static_cast<std::ptrdiff_t>(first), pairs.end());
  }
  return pairs;
}

}  // namespace catena
