// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/point.h>
#include <deal.II/base/tensor.h>

#include <vector>

namespace catena {

/// Quadrature points of one cell, or of the part of it that lies in one phase, or of the piece of interface
/// in it, with the scalar shape functions of degree k there. Made once, since the geometry does not move.
///
/// Shape functions are in the order of FE_Q's local numbering; lengths are those of the mesh.
template <int dim>
struct ShapeTable {
  unsigned int points = 0;
  unsigned int shapes = 0;
  std::vector<dealii::Point<dim>> unit_points;   ///< in the unit cell
  std::vector<double> weight;                    ///< JxW, length^dim; on an interface length^(dim-1)
  std::vector<double> value;                     ///< [point][shape]
  std::vector<dealii::Tensor<1, dim>> gradient;  ///< [point][shape], 1/length
  std::vector<dealii::Tensor<1, dim>> normal;    ///< interfaces only: unit normal out of the particle

  const double* values(unsigned int q) const { return value.data() + static_cast<std::size_t>(q) * shapes; }
  const dealii::Tensor<1, dim>* gradients(unsigned int q) const {
    return gradient.data() + static_cast<std::size_t>(q) * shapes;
  }
};

}  // namespace catena
