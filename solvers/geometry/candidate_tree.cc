// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/candidate_tree.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace catena {
namespace {

/// So few level sets are evaluated sooner than a deeper tree is walked.
constexpr std::size_t few = 3;
constexpr int deepest = 12;

}  // namespace

template <int dim>
CandidateTree<dim>::CandidateTree(const Point<dim>& box, std::size_t count, const LevelSet& level_set,
                                  double lipschitz, double margin, double smallest_cell)
    : box_(box), lipschitz_(lipschitz), margin_(margin), smallest_cell_(smallest_cell) {
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 0u);
  nodes_.resize(1);
  build(0, Point<dim>(), box, all, level_set, 0);
}

template <int dim>
void CandidateTree<dim>::build(std::size_t node, const Point<dim>& low, const Point<dim>& edges,
                               const std::vector<std::uint32_t>& parents_candidates,
                               const LevelSet& level_set, int depth) {
  const Point<dim> centre = low + edges / 2;
  std::vector<double> values(parents_candidates.size());
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = level_set(parents_candidates[i], centre);
    least = std::min(least, values[i]);
  }
  const double bound = least + lipschitz_ * edges.norm() + margin_;
  std::vector<std::uint32_t> kept;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (values[i] <= bound) kept.push_back(parents_candidates[i]);

  double longest = 0;
  for (int axis = 0; axis < dim; ++axis) longest = std::max(longest, edges[axis]);
  if (kept.size() <= few || depth == deepest || longest <= smallest_cell_) {
    nodes_[node] = {static_cast<std::uint32_t>(lists_.size()), static_cast<std::uint32_t>(kept.size())};
    lists_.insert(lists_.end(), kept.begin(), kept.end());
    return;
  }
  const std::size_t first = nodes_.size();
  nodes_[node] = {static_cast<std::uint32_t>(first), inner};
  nodes_.resize(first + (std::size_t{1} << dim));
  for (std::size_t child = 0; child < (std::size_t{1} << dim); ++child) {
    Point<dim> corner = low;
    for (int axis = 0; axis < dim; ++axis)
      if (child >> axis & 1) corner[axis] += edges[axis] / 2;
    build(first + child, corner, edges / 2, kept, level_set, depth + 1);
  }
}

template <int dim>
std::pair<const std::uint32_t*, const std::uint32_t*> CandidateTree<dim>::candidates(
    const Point<dim>& point) const {
  if (nodes_.empty()) return {nullptr, nullptr};
  const Node* node = &nodes_[0];
  Point<dim> middle = box_ / 2, half = box_ / 2;
  while (node->count == inner) {
    std::size_t child = 0;
    half /= 2;
    for (int axis = 0; axis < dim; ++axis) {
      const bool upper = point[axis] >= middle[axis];
      child |= std::size_t{upper} << axis;
      middle[axis] += upper ? half[axis] : -half[axis];
    }
    node = &nodes_[node->first + child];
  }
  const std::uint32_t* begin = lists_.data() + node->first;
  return {begin, begin + node->count};
}

template class CandidateTree<2>;
template class CandidateTree<3>;

}  // namespace catena
