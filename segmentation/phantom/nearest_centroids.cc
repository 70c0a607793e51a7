// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/nearest_centroids.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace catena {

std::vector<std::vector<int>> nearest_centroids(const std::vector<Point>& points, std::size_t count) {
  std::vector<std::vector<int>> nearest(points.size());
  if (points.size() < 2) return nearest;
  Point low = points[0], high = points[0];
  for (const Point& p : points)
    for (int axis = 0; axis < 3; ++axis) {
      low[axis] = std::min(low[axis], p[axis]);
      high[axis] = std::max(high[axis], p[axis]);
    }
  // About two points a cell; an axis without extent has one cell.
  const double widest = std::max({high[0] - low[0], high[1] - low[1], high[2] - low[2], 1e-300});
  double space = 1;
  int axes = 0;
  for (int axis = 0; axis < 3; ++axis)
    if (high[axis] - low[axis] > 1e-9 * widest) {
      space *= (high[axis] - low[axis]) / widest;
      ++axes;
    }
  const double cell =
      widest * std::pow(2 * space / static_cast<double>(points.size()), 1.0 / std::max(1, axes));
  std::int64_t cells[3];
  for (int axis = 0; axis < 3; ++axis)
    cells[axis] = 1 + static_cast<std::int64_t>((high[axis] - low[axis]) / cell);
  const auto place = [&](const Point& p, int axis) {
    return static_cast<std::int64_t>((p[axis] - low[axis]) / cell);
  };
  const auto index = [&](std::int64_t z, std::int64_t y, std::int64_t x) {
    return static_cast<std::size_t>((z * cells[1] + y) * cells[2] + x);
  };
  std::vector<std::vector<int>> content(index(cells[0] - 1, cells[1] - 1, cells[2] - 1) + 1);
  for (std::size_t i = 0; i < points.size(); ++i)
    content[index(place(points[i], 0), place(points[i], 1), place(points[i], 2))].push_back(
        static_cast<int>(i));

  const std::size_t wanted = std::min(count, points.size() - 1);
  const std::int64_t most = std::max({cells[0], cells[1], cells[2]});
  for (std::size_t i = 0; i < points.size(); ++i) {
    std::int64_t at[3];
    for (int axis = 0; axis < 3; ++axis) at[axis] = place(points[i], axis);
    std::vector<std::pair<double, int>> found;
    // All points nearer than `ring` cells lie in the cube of that many cells around.
    for (std::int64_t ring = 0; ring <= most; ++ring) {
      for (std::int64_t z = std::max<std::int64_t>(0, at[0] - ring);
           z <= std::min(cells[0] - 1, at[0] + ring); ++z)
        for (std::int64_t y = std::max<std::int64_t>(0, at[1] - ring);
             y <= std::min(cells[1] - 1, at[1] + ring); ++y)
          for (std::int64_t x = std::max<std::int64_t>(0, at[2] - ring);
               x <= std::min(cells[2] - 1, at[2] + ring); ++x) {
            if (std::max({std::abs(z - at[0]), std::abs(y - at[1]), std::abs(x - at[2])}) != ring) continue;
            for (const int j : content[index(z, y, x)]) {
              if (j == static_cast<int>(i)) continue;
              const Point d{points[i][0] - points[j][0], points[i][1] - points[j][1],
                            points[i][2] - points[j][2]};
              found.emplace_back(dot(d, d), j);
            }
          }
      std::sort(found.begin(), found.end());
      const double sure = static_cast<double>(ring) * cell;
      if (found.size() >= wanted && found[wanted - 1].first <= sure * sure) break;
    }
    for (std::size_t k = 0; k < wanted; ++k) nearest[i].push_back(found[k].second);
  }
  return nearest;
}

}  // namespace catena
