// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/output/film_parts.h"

#include <array>

namespace catena {
namespace {

/// A point, and the level sets there.
template <int dim>
struct Vertex {
  dealii::Point<dim> place;
  std::vector<double> values;
};

template <int dim>
using Simplex = std::array<Vertex<dim>, dim + 1>;

/// Where level set `k` is zero between two vertices on either side of it.
template <int dim>
Vertex<dim> crossing(const Vertex<dim>& a, const Vertex<dim>& b, std::size_t k) {
  const double share = a.values[k] / (a.values[k] - b.values[k]);
  Vertex<dim> between{dealii::Point<dim>(a.place + share * (b.place - a.place)), a.values};
  for (std::size_t i = 0; i < a.values.size(); ++i) between.values[i] += share * (b.values[i] - a.values[i]);
  return between;
}

/// Simplices that fill what of a simplex lies where level set `k` is positive.
template <int dim>
void keep_outside(const Simplex<dim>& simplex, std::size_t k, std::vector<Simplex<dim>>& kept) {
  std::vector<Vertex<dim>> in, out;
  for (const auto& vertex : simplex) (vertex.values[k] > 0 ? in : out).push_back(vertex);
  if (in.empty()) return;
  if (out.empty()) {
    kept.push_back(simplex);
    return;
  }
  const auto add = [&](const std::vector<Vertex<dim>>& corners, const auto& simplices) {
    for (const auto& numbers : simplices) {
      kept.emplace_back();
      for (int c = 0; c <= dim; ++c) kept.back()[c] = corners[numbers[c]];
    }
  };
  using Numbers = std::vector<std::array<unsigned int, 4>>;
  if (in.size() == 1) {
    std::vector<Vertex<dim>> corners{in[0]};
    for (const auto& other : out) corners.push_back(crossing(in[0], other, k));
    add(corners, Numbers{{0, 1, 2, 3}});
  } else if (dim == 2) {
    add({in[0], in[1], crossing(in[1], out[0], k), crossing(in[0], out[0], k)},
        Numbers{{0, 1, 2, 0}, {0, 2, 3, 0}});
  } else {
    std::vector<Vertex<dim>> wedge;  // two triangles
    if (in.size() == 2)
      wedge = {in[0], crossing(in[0], out[0], k), crossing(in[0], out[1], k),
               in[1], crossing(in[1], out[0], k), crossing(in[1], out[1], k)};
    else
      wedge = {in[0],
               in[1],
               in[2],
               crossing(in[0], out[0], k),
               crossing(in[1], out[0], k),
               crossing(in[2], out[0], k)};
    add(wedge, Numbers{{0, 1, 2, 5}, {0, 1, 5, 4}, {0, 4, 5, 3}});
  }
}

}  // namespace

template <int dim>
std::vector<CellPart<dim>> film_parts(const ClippedCell<dim>& clipped,
                                      const std::vector<std::vector<double>>& level_sets) {
  std::vector<Simplex<dim>> simplices;
  for (const auto& numbers : clipped.simplices()) {
    simplices.emplace_back();
    for (int c = 0; c <= dim; ++c) {
      simplices.back()[c].place = clipped.points()[numbers[c]];
      for (const auto& level_set : level_sets) simplices.back()[c].values.push_back(level_set[numbers[c]]);
    }
  }
  for (std::size_t k = 0; k < level_sets.size(); ++k) {
    std::vector<Simplex<dim>> kept;
    for (const auto& simplex : simplices) keep_outside<dim>(simplex, k, kept);
    simplices = std::move(kept);
  }
  std::vector<CellPart<dim>> parts;
  for (const auto& simplex : simplices) {
    parts.push_back({dim == 2 ? VtuPiece::triangle : VtuPiece::tetrahedron, {}});
    for (const auto& vertex : simplex) parts.back().corners.push_back(vertex.place);
  }
  return parts;
}

template std::vector<CellPart<2>> film_parts<2>(const ClippedCell<2>&,
                                                const std::vector<std::vector<double>>&);
template std::vector<CellPart<3>> film_parts<3>(const ClippedCell<3>&,
                                                const std::vector<std::vector<double>>&);

}  // namespace catena
