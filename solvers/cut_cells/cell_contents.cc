// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/cell_contents.h"

#include <algorithm>
#include <cmath>

namespace catena {
namespace {

/// Exact zeros count as matrix, so that every cell that shares the point agrees.
double off_zero(double value) {
  return value < 0 ? (value > -1e-9 ? -1e-9 : value) : (value < 1e-9 ? 1e-9 : value);
}

template <int dim>
dealii::Point<dim> place(const dealii::Point<dim>& corner, const std::array<double, dim>& edge,
                         const dealii::Point<dim>& unit) {
  dealii::Point<dim> point = corner;
  for (int axis = 0; axis < dim; ++axis) point[axis] += unit[axis] * edge[axis];
  return point;
}

}  // namespace

template <int dim>
CellContents cell_contents(const LevelSet<dim>& level_set, const std::vector<dealii::Point<dim>>& unit_points,
                           const dealii::Point<dim>& corner, const std::array<double, dim>& edge) {
  CellContents contents;
  contents.values.reserve(unit_points.size());
  for (const auto& unit : unit_points)
    contents.values.push_back(off_zero(level_set.value(place<dim>(corner, edge, unit))));
  const auto [least, most] = std::minmax_element(contents.values.begin(), contents.values.end());
  contents.matrix = *most > 0;
  if (*least > 0) return contents;
  double diagonal = 0;
  for (const double length : edge) diagonal += length * length;
  const auto holds = [&](std::size_t i) {
    const int particle = static_cast<int>(level_set.particle(place<dim>(corner, edge, unit_points[i])));
    const auto at = std::lower_bound(contents.particles.begin(), contents.particles.end(), particle);
    if (at == contents.particles.end() || *at != particle) contents.particles.insert(at, particle);
  };
  if (*most < -std::sqrt(diagonal)) {
    holds(0);  // no surface is near
  } else {
    for (std::size_t i = 0; i < contents.values.size(); ++i)
      if (contents.values[i] < 0) holds(i);
  }
  contents.matrix = contents.matrix || contents.particles.size() > 1;
  return contents;
}

template <int dim>
std::vector<double> values_of_particle(const LevelSet<dim>& level_set, int particle,
                                       const std::vector<dealii::Point<dim>>& unit_points,
                                       const dealii::Point<dim>& corner,
                                       const std::array<double, dim>& edge) {
  std::vector<double> values;
  values.reserve(unit_points.size());
  for (const auto& unit : unit_points) {
    const auto point = place<dim>(corner, edge, unit);
    values.push_back(off_zero(level_set.of_particle
                                  ? level_set.of_particle(static_cast<std::size_t>(particle), point)
                                  : level_set.value(point)));
  }
  return values;
}

template CellContents cell_contents<2>(const LevelSet<2>&, const std::vector<dealii::Point<2>>&,
                                       const dealii::Point<2>&, const std::array<double, 2>&);
template CellContents cell_contents<3>(const LevelSet<3>&, const std::vector<dealii::Point<3>>&,
                                       const dealii::Point<3>&, const std::array<double, 3>&);
template std::vector<double> values_of_particle<2>(const LevelSet<2>&, int,
                                                   const std::vector<dealii::Point<2>>&,
                                                   const dealii::Point<2>&, const std::array<double, 2>&);
template std::vector<double> values_of_particle<3>(const LevelSet<3>&, int,
                                                   const std::vector<dealii::Point<3>>&,
                                                   const dealii::Point<3>&, const std::array<double, 3>&);

}  // namespace catena
