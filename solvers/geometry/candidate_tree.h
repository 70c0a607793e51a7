// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

#include "solvers/geometry/particle.h"

namespace catena {

/// A quadtree (octree) over a box whose leaves list which of many level sets can be the least one somewhere
/// in the leaf: those with psi_k(c) <= min_j psi_j(c) + 2 L r + margin at its centre c, where r is half its
/// diagonal and L bounds |grad psi_k|. A leaf is split while it lists more than a few and is not tiny.
template <int dim>
class CandidateTree {
 public:
  using LevelSet = std::function<double(std::size_t, const Point<dim>&)>;

  CandidateTree() = default;
  /// \param count level sets; \param smallest_cell edge below which no leaf is split.
  CandidateTree(const Point<dim>& box, std::size_t count, const LevelSet& level_set, double lipschitz,
                double margin, double smallest_cell);

  /// First and last-but-one candidate of the leaf that holds the point; outside the box of the nearest leaf.
  std::pair<const std::uint32_t*, const std::uint32_t*> candidates(const Point<dim>& point) const;

 private:
  struct Node {
    std::uint32_t first = 0;  ///< child, or in lists_
    std::uint32_t count = 0;  ///< of candidates; of an inner node `inner`
  };
  static constexpr std::uint32_t inner = 0xFFFFFFFFu;

  void build(std::size_t node, const Point<dim>& low, const Point<dim>& edges,
             const std::vector<std::uint32_t>& parents_candidates, const LevelSet& level_set, int depth);

  Point<dim> box_;
  double lipschitz_ = 1, margin_ = 0, smallest_cell_ = 0;
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> lists_;
};

}  // namespace catena
