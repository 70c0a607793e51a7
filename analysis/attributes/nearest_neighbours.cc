// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/nearest_neighbours.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace catena {
namespace {

using Point = std::array<double, 3>;

/// Points in the order of a balanced tree: the middle of every range splits it along the range's axis.
class Tree {
 public:
  explicit Tree(const std::vector<Point>& points) : points_(points), order_(points.size()) {
    std::iota(order_.begin(), order_.end(), 0);
    split(0, order_.size(), 0);
  }

  std::vector<std::int32_t> nearest(std::int32_t of, int count) const {
    std::vector<Candidate> found;  // nearest first
    search(0, order_.size(), 0, of, static_cast<size_t>(count), found);
    std::vector<std::int32_t> result;
    for (const Candidate& candidate : found) result.push_back(candidate.second);
    return result;
  }

 private:
  using Candidate = std::pair<double, std::int32_t>;  // squared distance, point

  void split(size_t begin, size_t end, int axis) {
    if (end - begin < 2) return;
    const size_t middle = begin + (end - begin) / 2;
    std::nth_element(order_.begin() + static_cast<std::ptrdiff_t>(begin),
                     order_.begin() + static_cast<std::ptrdiff_t>(middle),
                     order_.begin() + static_cast<std::ptrdiff_t>(end), [&](std::int32_t a, std::int32_t b) {
                       return std::pair(points_[a][axis], a) < std::pair(points_[b][axis], b);
                     });
    split(begin, middle, (axis + 1) % 3);
    split(middle + 1, end, (axis + 1) % 3);
  }

  void search(size_t begin, size_t end, int axis, std::int32_t of, size_t count,
              std::vector<Candidate>& found) const {
    if (begin >= end) return;
    const size_t middle = begin + (end - begin) / 2;
    const std::int32_t here = order_[middle];
    if (here != of) {
      double squared = 0;
      for (int i = 0; i < 3; ++i)
        squared += (points_[here][i] - points_[of][i]) * (points_[here][i] - points_[of][i]);
      const Candidate candidate{squared, here};
      found.insert(std::upper_bound(found.begin(), found.end(), candidate), candidate);
      if (found.size() > count) found.pop_back();
    }
    const double gap = points_[of][axis] - points_[here][axis];
    const int next = (axis + 1) % 3;
    gap < 0 ? search(begin, middle, next, of, count, found) : search(middle + 1, end, next, of, count, found);
    // Points at exactly the furthest distance may still win by their place in the list.
    if (found.size() < count || gap * gap <= found.back().first)
      gap < 0 ? search(middle + 1, end, next, of, count, found)
              : search(begin, middle, next, of, count, found);
  }

  const std::vector<Point>& points_;
  std::vector<std::int32_t> order_;
};

}  // namespace

std::vector<std::vector<std::int32_t>> nearest_neighbours(const std::vector<Point>& points, int count) {
  const Tree tree(points);
  std::vector<std::vector<std::int32_t>> result;
  result.reserve(points.size());
  for (size_t i = 0; i < points.size(); ++i)
    result.push_back(tree.nearest(static_cast<std::int32_t>(i), count));
  return result;
}

}  // namespace catena
