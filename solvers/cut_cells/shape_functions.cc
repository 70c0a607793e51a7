// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/shape_functions.h"

#include <deal.II/base/polynomial.h>
#include <deal.II/base/quadrature_lib.h>

namespace catena {

template <int dim>
ShapeFunctions<dim>::ShapeFunctions(const dealii::FE_Q<dim>& element)
    : polynomials_(dealii::Polynomials::generate_complete_Lagrange_basis(
          dealii::QGaussLobatto<1>(element.degree + 1).get_points())),
      values_(element.n_dofs_per_cell()),
      gradients_(element.n_dofs_per_cell()),
      hessians_(element.n_dofs_per_cell()) {
  polynomials_.set_numbering(element.get_poly_space_numbering());
}

template <int dim>
const std::vector<double>& ShapeFunctions<dim>::values(const dealii::Point<dim>& point) {
  polynomials_.evaluate(point, values_, no_gradients_, no_hessians_, no_third_, no_fourth_);
  return values_;
}

template <int dim>
const std::vector<dealii::Tensor<1, dim>>& ShapeFunctions<dim>::gradients(const dealii::Point<dim>& point) {
  polynomials_.evaluate(point, no_values_, gradients_, no_hessians_, no_third_, no_fourth_);
  return gradients_;
}

template <int dim>
std::pair<const std::vector<double>&, const std::vector<dealii::Tensor<1, dim>>&>
ShapeFunctions<dim>::values_and_gradients(const dealii::Point<dim>& point) {
  polynomials_.evaluate(point, values_, gradients_, no_hessians_, no_third_, no_fourth_);
  return {values_, gradients_};
}

template <int dim>
const std::vector<dealii::Tensor<2, dim>>& ShapeFunctions<dim>::hessians(const dealii::Point<dim>& point) {
  polynomials_.evaluate(point, no_values_, no_gradients_, hessians_, no_third_, no_fourth_);
  return hessians_;
}

template class ShapeFunctions<2>;
template class ShapeFunctions<3>;

}  // namespace catena
