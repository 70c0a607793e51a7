// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/fe/fe_q.h>

#include <array>
#include <memory>

#include "solvers/cut_cells/film_quadrature.h"
#include "solvers/cut_cells/shape_functions.h"
#include "solvers/cut_cells/shape_table.h"

namespace catena {

/// Makes the tables of whole cells, of the two parts of a cut cell and of the interface in it. Points: k+1
/// Gauss points a direction in every piece of a part, for elements of degree k.
template <int dim>
class CutQuadrature {
 public:
  explicit CutQuadrature(const dealii::FE_Q<dim>& element);
  ~CutQuadrature();

  ShapeTable<dim> whole(const std::array<double, dim>& edge);
  /// What one particle leaves of a cell and its part and surface; values of the level set, negative in the
  /// particle, at the element's support points.
  void cut(const std::vector<double>& level_set, const std::array<double, dim>& edge, ShapeTable<dim>& inside,
           ShapeTable<dim>& outside, ShapeTable<dim>& interface);
  /// What several particles leave of a cell, see FilmQuadrature, given the level set and the part of each.
  ShapeTable<dim> film(const std::vector<std::vector<double>>& level_sets,
                       const std::vector<ShapeTable<dim>>& insides, const std::array<double, dim>& edge);

 private:
  ShapeTable<dim> table(const dealii::Quadrature<dim>& rule, const std::array<double, dim>& edge);
  void add_shapes(const std::array<double, dim>& edge, ShapeTable<dim>& table);

  struct Generator;
  unsigned int degree_;
  ShapeFunctions<dim> shapes_;
  std::unique_ptr<Generator> generator_;
  FilmQuadrature<dim> film_;
};

}  // namespace catena
