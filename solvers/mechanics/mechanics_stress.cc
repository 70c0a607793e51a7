// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Stresses of the last displacement, for diffusion and for pictures.
#include "solvers/mechanics/mechanics_parts.h"

namespace catena {

template <int dim>
template <class Visit>
void Mechanics<dim>::visit_stress(Phase phase, const Visit& visit) const {
  const int p = static_cast<int>(phase);
  const auto& space = parts_->space.phase(p);
  const auto& elasticity = parts_->bulk.elasticity(p);
  std::vector<double> of_cell, strain;
  const double* x = parts_->concentration.data();
  for (std::size_t k = 0; k < space.cells().size(); ++k) {
    const auto& cell = space.cells()[k];
    const auto& table = space.table(cell);
    of_cell.resize(cell.unknowns.size());
    parts_->with_ghosts.extract_subvector_to(parts_->space.numbering().numbers(p, cell.unknowns), of_cell);
    strain.assign(table.points, 0.);
    if (phase == Phase::particles) {
      parts_->misfit.evaluate(table.points, table.shapes, table.value.data(), x, strain);
      x += table.shapes;
    }
    for (unsigned int q = 0; q < table.points; ++q) {
      double gradient[dim * dim] = {};
      for (unsigned int i = 0; i < table.shapes; ++i)
        for (int c = 0; c < dim; ++c)
          for (int d = 0; d < dim; ++d)
            gradient[c * dim + d] += table.gradients(q)[i][d] * of_cell[i * dim + c];
      double symmetric[dim * dim];
      for (int c = 0; c < dim; ++c)
        for (int d = 0; d < dim; ++d)
          symmetric[c * dim + d] = (gradient[c * dim + d] + gradient[d * dim + c]) / 2;
      visit(k, table.weight[q], elasticity.stress(dim, symmetric, strain[q]));
    }
  }
}

template <int dim>
std::vector<double> Mechanics<dim>::hydrostatic_stress() const {
  std::vector<double> at_points;
  visit_stress(Phase::particles, [&](std::size_t, double, const std::array<double, 9>& stress) {
    at_points.push_back(catena::hydrostatic_stress(stress) * pa_per_gpa);
  });
  return parts_->nodal_stress.project(at_points);
}

template <int dim>
std::vector<double> Mechanics<dim>::von_mises_stress(Phase phase) const {
  // A sliver may lie in a phase without any of its points: no stress there.
  const std::size_t cells = parts_->space.phase(static_cast<int>(phase)).cells().size();
  std::vector<double> means(cells, 0.), volumes(cells, 0.);
  visit_stress(phase, [&](std::size_t cell, double weight, const std::array<double, 9>& stress) {
    means[cell] += weight * catena::von_mises_stress(stress) * pa_per_gpa;
    volumes[cell] += weight;
  });
  for (std::size_t cell = 0; cell < cells; ++cell)
    if (volumes[cell] > 0) means[cell] /= volumes[cell];
  return means;
}

template class Mechanics<2>;
template class Mechanics<3>;

}  // namespace catena
