// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/ghost_penalty.h"

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/fe/fe_q.h>

namespace catena {

template <int dim>
GhostPenalty<dim>::GhostPenalty(const CutMesh<dim>& mesh) {
  const dealii::FE_Q<dim> element(mesh.degree());
  const unsigned int shapes = element.n_dofs_per_cell();
  const dealii::QGauss<dim - 1> rule(mesh.degree() + 1);
  for (unsigned int axis = 0; axis < dim; ++axis) {
    auto& matrix = matrices_[axis];
    matrix.assign(4 * shapes * shapes, 0.);
    double area = 1;
    for (unsigned int other = 0; other < dim; ++other)
      if (other != axis) area *= mesh.finest_edge()[other];
    for (unsigned int q = 0; q < rule.size(); ++q) {
      dealii::Point<dim> first, second;
      for (unsigned int other = 0, k = 0; other < dim; ++other) {
        if (other == axis) continue;
        first[other] = second[other] = rule.point(q)[k++];
      }
      first[axis] = 1;
      for (unsigned int order = 1; order <= mesh.degree(); ++order) {
        std::vector<double> jump(2 * shapes);
        for (unsigned int i = 0; i < shapes; ++i) {
          jump[i] =
              order == 1 ? element.shape_grad(i, first)[axis] : element.shape_grad_grad(i, first)[axis][axis];
          jump[shapes + i] = order == 1 ? -element.shape_grad(i, second)[axis]
                                        : -element.shape_grad_grad(i, second)[axis][axis];
        }
        // h^(2j-1) and the two j-th derivatives in the unit cell, h^-j each, leave 1/h.
        const double weight = rule.weight(q) * area / mesh.finest_edge()[axis];
        for (unsigned int i = 0; i < 2 * shapes; ++i)
          for (unsigned int j = 0; j < 2 * shapes; ++j)
            matrix[i * 2 * shapes + j] += weight * jump[i] * jump[j];
      }
    }
  }
}

template class GhostPenalty<2>;
template class GhostPenalty<3>;

}  // namespace catena
