// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/film_quadrature.h"

#include <algorithm>
#include <numeric>

#include "solvers/cut_cells/nonnegative_least_squares.h"

namespace catena {
namespace {

/// Points wanted for each polynomial, and the finest grid, in points along an edge.
constexpr std::size_t points_a_polynomial = 6;
constexpr unsigned int finest_grid = 32;

/// Legendre's polynomial on [0, 1].
double legendre(unsigned int degree, double x) {
  double before = 0, value = 1;
  for (unsigned int k = 0; k < degree; ++k) {
    const double next = ((2 * k + 1) * (2 * x - 1) * value - k * before) / (k + 1);
    before = value;
    value = next;
  }
  return value;
}

}  // namespace

template <int dim>
FilmQuadrature<dim>::FilmQuadrature(const dealii::FE_Q<dim>& element)
    : degree_(element.degree), shapes_(element) {}

template <int dim>
std::vector<double> FilmQuadrature<dim>::polynomials(const dealii::Point<dim>& point) const {
  const unsigned int most = 2 * degree_;
  std::vector<double> values;
  for (unsigned int i = 0; i <= most; ++i)
    for (unsigned int j = 0; i + j <= most; ++j)
      for (unsigned int k = 0; i + j + k <= (dim == 3 ? most : i + j); ++k)
        values.push_back(legendre(i, point[0]) * legendre(j, point[1]) *
                         (dim == 3 ? legendre(k, point[dim - 1]) : 1.));
  return values;
}

template <int dim>
const typename FilmQuadrature<dim>::Grid& FilmQuadrature<dim>::grid(unsigned int intervals) {
  Grid& grid = grids_[intervals];
  if (!grid.points.empty()) return grid;
  const unsigned int layers = dim == 3 ? intervals : 1;
  for (unsigned int k = 0; k < layers; ++k)
    for (unsigned int j = 0; j < intervals; ++j)
      for (unsigned int i = 0; i < intervals; ++i) {
        const unsigned int place[3] = {i, j, k};
        dealii::Point<dim> point;
        for (int axis = 0; axis < dim; ++axis) point[axis] = (place[axis] + 0.5) / intervals;
        grid.points.push_back(point);
        grid.moments.push_back(polynomials(point));
        grid.shapes.push_back(shapes_.values(point));
      }
  return grid;
}

template <int dim>
dealii::Quadrature<dim> FilmQuadrature<dim>::rule(const std::vector<std::vector<double>>& level_sets,
                                                  const std::vector<dealii::Quadrature<dim>>& particles) {
  std::vector<double> wanted(polynomials(dealii::Point<dim>()).size(), 0.);
  wanted[0] = 1;  // of the whole cell all others vanish
  for (const auto& particle : particles)
    for (unsigned int q = 0; q < particle.size(); ++q) {
      const auto values = polynomials(particle.point(q));
      for (std::size_t m = 0; m < wanted.size(); ++m) wanted[m] -= particle.weight(q) * values[m];
    }
  if (wanted[0] <= 0) return dealii::Quadrature<dim>();
  std::vector<dealii::Point<dim>> points;
  std::vector<std::vector<double>> columns;
  for (unsigned int intervals = 4; intervals <= finest_grid; intervals *= 2) {
    const Grid& candidates = grid(intervals);
    points.clear();
    columns.clear();
    for (std::size_t p = 0; p < candidates.points.size(); ++p) {
      const auto& shapes = candidates.shapes[p];
      const bool free = std::all_of(level_sets.begin(), level_sets.end(), [&](const auto& level_set) {
        return std::inner_product(shapes.begin(), shapes.end(), level_set.begin(), 0.) > 0;
      });
      if (!free) continue;
      points.push_back(candidates.points[p]);
      columns.push_back(candidates.moments[p]);
    }
    if (points.size() >= points_a_polynomial * wanted.size()) break;
  }
  const auto weights = nonnegative_least_squares(columns, wanted);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.);
  std::vector<dealii::Point<dim>> chosen;
  std::vector<double> of_chosen;
  for (std::size_t p = 0; p < points.size(); ++p)
    if (weights[p] > 0) {
      chosen.push_back(points[p]);
      of_chosen.push_back(weights[p] * wanted[0] / sum);  // the volume is kept in any case
    }
  return dealii::Quadrature<dim>(chosen, of_chosen);
}

template class FilmQuadrature<2>;
template class FilmQuadrature<3>;

}  // namespace catena
