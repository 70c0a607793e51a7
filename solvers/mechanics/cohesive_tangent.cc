// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The derivative of what a cohesive interface adds to the balance of forces: its action, and a matrix of
// local parts.
#include <deal.II/base/symmetric_tensor.h>

#include <algorithm>
#include <cmath>

#include "solvers/mechanics/cohesive_interface.h"

namespace catena {

template <int dim>
void CohesiveInterface<dim>::add_tangent(Vec increment, double secant, Vec product) const {
  Vectors p, mean_traction, law_part, smooth, forces;
  drive(increment, false, p, mean_traction);
  if (!intact_) {
    Vectors rooted = p;
    for (std::size_t q = 0; q < p.size(); ++q)
      for (int c = 0; c < dim; ++c) rooted[q][c] *= std::sqrt(rest_[q][c == 0 ? 0 : 1]);
    pack(p, 0, packed_);
    pack(rooted, 1, packed_);
    projection_.template apply<2 * components>(packed_, packed_);
    Vectors smooth_p;
    unpack(packed_, 0, smooth_p);
    unpack(packed_, 1, smooth);
    law_part.resize(p.size());
    for (std::size_t q = 0; q < p.size(); ++q)
      for (int c = 0; c < dim; ++c) {
        law_part[q][c] = secant * secant_[q][c == 0 ? 0 : 1] * smooth_p[q][c];
        for (int d = 0; d < dim; ++d)
          law_part[q][c] += (1 - secant) * tangent_[(q * dim + c) * dim + d] * smooth_p[q][d];
      }
  }
  combine(p, law_part, smooth, forces);
  spread(forces, mean_traction, product);
}

template <int dim>
dealii::Tensor<2, dim> CohesiveInterface<dim>::positive_tangent(std::size_t q) const {
  dealii::SymmetricTensor<2, dim> local;
  for (int c = 0; c < dim; ++c)
    for (int d = c; d < dim; ++d) local[c][d] = tangent_[(q * dim + c) * dim + d];
  dealii::Tensor<2, dim> positive;
  const double least = 1e-5 * secant_[q][1];
  for (const auto& [value, direction] : dealii::eigenvectors(local)) {
    dealii::Tensor<1, dim> in_space;
    for (int c = 0; c < dim; ++c) in_space += direction[c] * axes_[q][c];
    positive += std::max(value, least) * outer_product(in_space, in_space);
  }
  return positive;
}

template <int dim>
void CohesiveInterface<dim>::add_local_tangent(const Assembly<dim>& assembly,
                                               typename ElasticBulk<dim>::Matrix& matrix) const {
  const double kappa = law_.stabilisation();
  const auto& cells = kinematics_.points().cells();
  std::vector<double> values;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const auto& table = *cells[k].table;
    auto unknowns = kinematics_.cells()[k].unknowns[0];
    unknowns.insert(unknowns.end(), kinematics_.cells()[k].unknowns[1].begin(),
                    kinematics_.cells()[k].unknowns[1].end());
    const std::size_t n = unknowns.size();
    values.assign(n * n, 0.);
    Vectors drives(n), tractions(n), forces(n), held(n);
    for (unsigned int q = 0; q < table.points; ++q) {
      const auto& normal = table.normal[q];
      const auto stiffness = positive_tangent(cells[k].first + q);
      for (int p = 0; p < 2; ++p)
        for (unsigned int i = 0; i < table.shapes; ++i)
          for (int c = 0; c < dim; ++c) {
            const std::size_t column = (p * table.shapes + i) * dim + c;
            dealii::Tensor<1, dim> drive;
            drive[c] = (p == 0 ? -1 : 1) * table.values(q)[i];
            if (kappa > 0) {
              tractions[column] = kinematics_.traction_of_shape(p, table.gradients(q)[i], normal, c);
              drive = kappa * drive + tractions[column];
            }
            drives[column] = drive;
            const double factor = table.weight[q] / (kappa > 0 ? kappa : 1.);
            forces[column] = factor * (stiffness * drive);
            held[column] = factor * (stiffness * tractions[column]);
          }
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
          values[i * n + j] += drives[i] * forces[j] - tractions[i] * held[j];
    }
    assembly.add(unknowns, values, matrix);
  }
}

template class CohesiveInterface<2>;
template class CohesiveInterface<3>;

}  // namespace catena
