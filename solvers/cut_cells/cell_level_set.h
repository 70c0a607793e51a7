// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/function.h>

#include <vector>

#include "solvers/cut_cells/shape_functions.h"

namespace catena {

/// The level set within one cell, as a function on the unit cell: the polynomial of FE_Q with the given
/// values at its support points. What deal.II's quadrature of cut cells integrates over.
template <int dim>
class CellLevelSet : public dealii::Function<dim> {
 public:
  explicit CellLevelSet(const dealii::FE_Q<dim>& element) : shapes_(element), values_(shapes_.count()) {}
  std::vector<double>& values() { return values_; }

  double value(const dealii::Point<dim>& p, unsigned int = 0) const override {
    return sum<double>(shapes_.values(p));
  }
  dealii::Tensor<1, dim> gradient(const dealii::Point<dim>& p, unsigned int = 0) const override {
    return sum<dealii::Tensor<1, dim>>(shapes_.gradients(p));
  }
  dealii::SymmetricTensor<2, dim> hessian(const dealii::Point<dim>& p, unsigned int = 0) const override {
    return dealii::symmetrize(sum<dealii::Tensor<2, dim>>(shapes_.hessians(p)));
  }

 private:
  template <class Value>
  Value sum(const std::vector<Value>& shapes) const {
    Value sum{};
    for (std::size_t i = 0; i < values_.size(); ++i) sum += values_[i] * shapes[i];
    return sum;
  }

  mutable ShapeFunctions<dim> shapes_;
  std::vector<double> values_;
};

}  // namespace catena
