// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/function.h>
#include <deal.II/fe/fe_q.h>

#include <vector>

namespace catena {

/// The level set within one cell, as a function on the unit cell: the polynomial of FE_Q with the given
/// values at its support points. What deal.II's quadrature of cut cells integrates over.
template <int dim>
class CellLevelSet : public dealii::Function<dim> {
 public:
  explicit CellLevelSet(const dealii::FE_Q<dim>& element)
      : element_(element), values_(element.n_dofs_per_cell()) {}
  std::vector<double>& values() { return values_; }

  double value(const dealii::Point<dim>& p, unsigned int = 0) const override {
    double sum = 0;
    for (unsigned int i = 0; i < values_.size(); ++i) sum += values_[i] * element_.shape_value(i, p);
    return sum;
  }
  dealii::Tensor<1, dim> gradient(const dealii::Point<dim>& p, unsigned int = 0) const override {
    dealii::Tensor<1, dim> sum;
    for (unsigned int i = 0; i < values_.size(); ++i) sum += values_[i] * element_.shape_grad(i, p);
    return sum;
  }
  dealii::SymmetricTensor<2, dim> hessian(const dealii::Point<dim>& p, unsigned int = 0) const override {
    dealii::Tensor<2, dim> sum;
    for (unsigned int i = 0; i < values_.size(); ++i) sum += values_[i] * element_.shape_grad_grad(i, p);
    return dealii::symmetrize(sum);
  }

 private:
  const dealii::FE_Q<dim>& element_;
  std::vector<double> values_;
};

}  // namespace catena
