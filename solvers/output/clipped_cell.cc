// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/output/clipped_cell.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace catena {
namespace {

/// Where the level set is zero between two points that lie on either side.
template <int dim>
dealii::Point<dim> crossing(const dealii::Point<dim>& a, double value_a, const dealii::Point<dim>& b,
                            double value_b) {
  const double share = value_a / (value_a - value_b);
  return dealii::Point<dim>(a + share * (b - a));
}

/// The corners of a simplex on the wanted side and on the other, in order.
struct Sides {
  std::vector<unsigned int> in, out;
};

template <std::size_t n>
Sides sides(const std::array<unsigned int, n>& simplex, const std::vector<double>& values, bool negative) {
  Sides sorted;
  for (const unsigned int corner : simplex)
    ((values[corner] < 0) == negative ? sorted.in : sorted.out).push_back(corner);
  return sorted;
}

}  // namespace

template <int dim>
ClippedCell<dim>::ClippedCell(unsigned int divisions) {
  const unsigned int n = divisions + 1;
  const unsigned int stride[3] = {1, n, n * n};
  const unsigned int count = dim == 2 ? n * n : n * n * n;
  for (unsigned int p = 0; p < count; ++p) {
    dealii::Point<dim> point;
    for (int axis = 0; axis < dim; ++axis)
      point[axis] = static_cast<double>(p / stride[axis] % n) / divisions;
    points_.push_back(point);
  }
  // Kuhn's simplices: a path from the least to the greatest corner for each order of the axes.
  for (unsigned int p = 0; p < count; ++p) {
    bool last = false;
    for (int axis = 0; axis < dim; ++axis) last = last || p / stride[axis] % n == divisions;
    if (last) continue;
    std::array<int, dim> order;
    std::iota(order.begin(), order.end(), 0);
    do {
      std::array<unsigned int, dim + 1> simplex;
      simplex[0] = p;
      for (int k = 0; k < dim; ++k) simplex[k + 1] = simplex[k] + stride[order[k]];
      simplices_.push_back(simplex);
    } while (std::next_permutation(order.begin(), order.end()));
  }
}

template <int dim>
CellPart<dim> ClippedCell<dim>::whole() {
  CellPart<dim> part{dim == 2 ? VtuPiece::quadrilateral : VtuPiece::hexahedron, {}};
  static constexpr int corners[8][3] = {{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {0, 1, 0},
                                        {0, 0, 1}, {1, 0, 1}, {1, 1, 1}, {0, 1, 1}};
  for (int c = 0; c < (dim == 2 ? 4 : 8); ++c) {
    dealii::Point<dim> point;
    for (int axis = 0; axis < dim; ++axis) point[axis] = corners[c][axis];
    part.corners.push_back(point);
  }
  return part;
}

template <int dim>
void ClippedCell<dim>::clip(const std::vector<double>& level_set, Phase phase,
                            std::vector<CellPart<dim>>& parts) const {
  for (const auto& simplex : simplices_) {
    const auto [in, out] = sides(simplex, level_set, phase == Phase::particles);
    if (in.empty()) continue;
    const auto at = [&](unsigned int a) { return points_[a]; };
    const auto between = [&](unsigned int a, unsigned int b) {
      return crossing(points_[a], level_set[a], points_[b], level_set[b]);
    };
    CellPart<dim> part;
    if (out.empty()) {
      part.kind = dim == 2 ? VtuPiece::triangle : VtuPiece::tetrahedron;
      for (const unsigned int corner : in) part.corners.push_back(at(corner));
    } else if (in.size() == 1) {
      part.kind = dim == 2 ? VtuPiece::triangle : VtuPiece::tetrahedron;
      part.corners.push_back(at(in[0]));
      for (const unsigned int other : out) part.corners.push_back(between(in[0], other));
    } else if (dim == 2) {
      part.kind = VtuPiece::quadrilateral;
      part.corners = {at(in[0]), at(in[1]), between(in[1], out[0]), between(in[0], out[0])};
    } else if (in.size() == 2) {
      part.kind = VtuPiece::wedge;
      part.corners = {at(in[0]), between(in[0], out[0]), between(in[0], out[1]),
                      at(in[1]), between(in[1], out[0]), between(in[1], out[1])};
    } else {
      part.kind = VtuPiece::wedge;
      part.corners = {at(in[0]),
                      at(in[1]),
                      at(in[2]),
                      between(in[0], out[0]),
                      between(in[1], out[0]),
                      between(in[2], out[0])};
    }
    parts.push_back(part);
  }
}

template <int dim>
void ClippedCell<dim>::cut(const std::vector<double>& level_set, std::vector<CellPart<dim>>& parts) const {
  for (const auto& simplex : simplices_) {
    const auto [in, out] = sides(simplex, level_set, true);
    if (in.empty() || out.empty()) continue;
    const auto between = [&](unsigned int a, unsigned int b) {
      return crossing(points_[a], level_set[a], points_[b], level_set[b]);
    };
    CellPart<dim> part;
    if (dim == 3 && in.size() == 2) {
      part.kind = VtuPiece::quadrilateral;
      part.corners = {between(in[0], out[0]), between(in[0], out[1]), between(in[1], out[1]),
                      between(in[1], out[0])};
    } else {
      part.kind = dim == 2 ? VtuPiece::line : VtuPiece::triangle;
      for (const unsigned int a : in)
        for (const unsigned int b : out) part.corners.push_back(between(a, b));
    }
    parts.push_back(part);
  }
}

template class ClippedCell<2>;
template class ClippedCell<3>;

}  // namespace catena
