// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/fe/fe_q.h>

#include <array>
#include <memory>

#include "solvers/cut_cells/shape_table.h"

namespace catena {

/// Makes the tables of whole cells, of the two parts of a cut cell and of the interface in it. Points: k+1
/// Gauss points a direction in every piece of a part, for elements of degree k.
template <int dim>
class CutQuadrature {
 public:
  explicit CutQuadrature(const dealii::FE_Q<dim>& element);
  ~CutQuadrature();

  ShapeTable<dim> whole(const std::array<double, dim>& edge) const;
  /// For the values of the level set at the element's support points; `inside` is where it is negative.
  void cut(const std::vector<double>& level_set, const std::array<double, dim>& edge, ShapeTable<dim>& inside,
           ShapeTable<dim>& outside, ShapeTable<dim>& interface);

 private:
  void add_shapes(const std::array<double, dim>& edge, ShapeTable<dim>& table) const;

  struct Generator;
  const dealii::FE_Q<dim>& element_;
  std::unique_ptr<Generator> generator_;
};

}  // namespace catena
