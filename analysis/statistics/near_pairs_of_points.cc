// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/near_pairs_of_points.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace catena {
namespace {

using Point = std::array<double, 3>;

/// Points in the order of the cells that they lie in.
class Cells {
 public:
  Cells(const std::vector<Point>& points, const ObservationWindow& window, double edge) : low_(window.low) {
    // No more cells than points, or else many would be empty.
    const double most = std::max(1.0, std::floor(std::cbrt(static_cast<double>(points.size()))) * 4);
    for (int axis = 0; axis < 3; ++axis) {
      const double wanted = window.counts[axis] ? std::floor(window.edge(axis) / edge) : 1;
      count_[axis] = static_cast<std::int64_t>(std::min(most, std::max(1.0, wanted)));
      inverse_[axis] = window.counts[axis] ? static_cast<double>(count_[axis]) / window.edge(axis) : 0;
    }
    begin_.assign(static_cast<std::size_t>(count_[0] * count_[1] * count_[2]) + 1, 0);
    std::vector<std::size_t> cell(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) ++begin_[(cell[i] = index(place(points[i]))) + 1];
    std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
    std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
    points_.resize(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) points_[next[cell[i]]++] = static_cast<std::int32_t>(i);
  }

  /// Calls `visit` with every point in the cell of `point` and those around it.
  template <class Visit>
  void around(const Point& point, const Visit& visit) const {
    const std::array<std::int64_t, 3> here = place(point);
    std::array<std::int64_t, 3> at{};
    for (at[0] = std::max<std::int64_t>(here[0] - 1, 0); at[0] <= std::min(here[0] + 1, count_[0] - 1);
         ++at[0])
      for (at[1] = std::max<std::int64_t>(here[1] - 1, 0); at[1] <= std::min(here[1] + 1, count_[1] - 1);
           ++at[1])
        for (at[2] = std::max<std::int64_t>(here[2] - 1, 0); at[2] <= std::min(here[2] + 1, count_[2] - 1);
             ++at[2])
          for (std::size_t k = begin_[index(at)]; k < begin_[index(at) + 1]; ++k) visit(points_[k]);
  }

 private:
  std::array<std::int64_t, 3> place(const Point& point) const {
    std::array<std::int64_t, 3> at{};
    for (int axis = 0; axis < 3; ++axis)
      at[axis] = std::clamp<std::int64_t>(
          static_cast<std::int64_t>((point[axis] - low_[axis]) * inverse_[axis]), 0, count_[axis] - 1);
    return at;
  }
  std::size_t index(const std::array<std::int64_t, 3>& at) const {
    return static_cast<std::size_t>((at[0] * count_[1] + at[1]) * count_[2] + at[2]);
  }

  Point low_;
  std::array<std::int64_t, 3> count_{};
  std::array<double, 3> inverse_{};
  std::vector<std::size_t> begin_;
  std::vector<std::int32_t> points_;
};

}  // namespace

BinnedPairs near_pairs_of_points(const std::vector<Point>& points, const ObservationWindow& window,
                                 double longest, std::size_t bins) {
  BinnedPairs pairs;
  pairs.edges.resize(bins + 1);
  for (std::size_t b = 0; b <= bins; ++b)
    pairs.edges[b] = longest * static_cast<double>(b) / static_cast<double>(bins);
  const Cells cells(points, window, longest);
  const double volume = window.volume();
  for (std::size_t i = 0; i < points.size(); ++i)
    cells.around(points[i], [&](std::int32_t j) {
      if (static_cast<std::size_t>(j) <= i) return;
      const Point shift{points[j][0] - points[i][0], points[j][1] - points[i][1],
                        points[j][2] - points[i][2]};
      const double squared = shift[0] * shift[0] + shift[1] * shift[1] + shift[2] * shift[2];
      if (squared >= longest * longest) return;
      pairs.first.push_back(static_cast<std::int32_t>(i));
      pairs.second.push_back(j);
      pairs.weight.push_back(static_cast<float>(volume / window.shifted_overlap(shift)));
      const auto bin = static_cast<std::size_t>(std::sqrt(squared) / longest * static_cast<double>(bins));
      pairs.bin.push_back(static_cast<std::uint16_t>(std::min(bin, bins - 1)));
    });
  return pairs;
}

}  // namespace catena
