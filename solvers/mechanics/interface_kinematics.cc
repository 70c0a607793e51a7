// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/interface_kinematics.h"

#include <algorithm>

#include "solvers/cut_cells/check_petsc.h"

namespace catena {

template <int dim>
InterfaceKinematics<dim>::InterfaceKinematics(const DisplacementSpace<dim>& space,
                                              const InterfacePoints<dim>& points,
                                              const std::array<Elasticity, 2>& elasticity)
    : points_(points), elasticity_(elasticity) {
  for (int p = 0; p < 2; ++p) {
    share_[p] = elasticity[1 - p].young / (elasticity[0].young + elasticity[1].young);
    lambda_[p] = elasticity[p].lambda();
    mu_[p] = elasticity[p].shear();
  }
  std::vector<PetscInt> wanted;
  for (const auto& cell : points.cells()) {
    Cell found;
    found.particle_cell = space.phase(0).cell_of(cell.parts[0]);
    for (int p = 0; p < 2; ++p) {
      const auto& of_phase = space.phase(p).cells()[space.phase(p).cell_of(cell.parts[p])];
      found.unknowns[p] = space.numbering().numbers(p, of_phase.unknowns);
      for (const auto number : found.unknowns[p]) wanted.push_back(static_cast<PetscInt>(number));
    }
    cells_.push_back(std::move(found));
  }
  std::sort(wanted.begin(), wanted.end());
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  for (auto& cell : cells_)
    for (int p = 0; p < 2; ++p)
      for (const auto number : cell.unknowns[p])
        cell.local[p].push_back(static_cast<unsigned int>(
            std::lower_bound(wanted.begin(), wanted.end(), static_cast<PetscInt>(number)) - wanted.begin()));
  const auto count = static_cast<PetscInt>(wanted.size());
  auto whole = space.make_vector();
  IS from;
  check_petsc(ISCreateGeneral(PETSC_COMM_SELF, count, wanted.data(), PETSC_COPY_VALUES, &from));
  check_petsc(VecCreateSeq(PETSC_COMM_SELF, count, &gathered_));
  check_petsc(VecScatterCreate(whole, from, gathered_, nullptr, &gather_));
  check_petsc(ISDestroy(&from));
}

template <int dim>
InterfaceKinematics<dim>::~InterfaceKinematics() {
  PetscErrorCode failed = VecScatterDestroy(&gather_);
  failed = VecDestroy(&gathered_);
  (void)failed;
}

template <int dim>
dealii::Tensor<1, dim> InterfaceKinematics<dim>::traction_of_shape(int p,
                                                                   const dealii::Tensor<1, dim>& gradient,
                                                                   const dealii::Tensor<1, dim>& normal,
                                                                   int c) const {
  auto traction = lambda_[p] * gradient[c] * normal + mu_[p] * normal[c] * gradient;
  traction[c] += mu_[p] * (gradient * normal);
  return share_[p] * traction;
}

template <int dim>
void InterfaceKinematics<dim>::evaluate(Vec displacement, Vectors& opening, Vectors* traction) const {
  opening.resize(points_.size());
  if (traction) traction->resize(points_.size());
  check_petsc(VecScatterBegin(gather_, displacement, gathered_, INSERT_VALUES, SCATTER_FORWARD));
  check_petsc(VecScatterEnd(gather_, displacement, gathered_, INSERT_VALUES, SCATTER_FORWARD));
  const PetscScalar* values;
  check_petsc(VecGetArrayRead(gathered_, &values));
  // Of the shapes: both phases' values, weighed as the mean traction has them.
  Vectors jumps, by_lambda, by_mu;
  for (std::size_t k = 0; k < cells_.size(); ++k) {
    const auto& table = *points_.cells()[k].table;
    const std::size_t first = points_.cells()[k].first;
    for (auto* sums : {&jumps, &by_lambda, &by_mu}) sums->assign(table.shapes, {});
    for (unsigned int i = 0; i < table.shapes; ++i)
      for (int p = 0; p < 2; ++p)
        for (int c = 0; c < dim; ++c) {
          const double value = values[cells_[k].local[p][i * dim + c]];
          jumps[i][c] += p == 0 ? -value : value;
          if (!traction) continue;
          by_lambda[i][c] += share_[p] * lambda_[p] * value;
          by_mu[i][c] += share_[p] * mu_[p] * value;
        }
    for (unsigned int q = 0; q < table.points; ++q) {
      const double* shapes = table.values(q);
      dealii::Tensor<1, dim> jump;
      for (unsigned int i = 0; i < table.shapes; ++i) jump += shapes[i] * jumps[i];
      opening[first + q] = jump;
      if (!traction) continue;
      const auto* gradients = table.gradients(q);
      const auto& normal = table.normal[q];
      dealii::Tensor<2, dim> gradient;  // of by_mu: [component][axis]
      double divergence = 0;            // of by_lambda
      for (unsigned int i = 0; i < table.shapes; ++i) {
        for (int c = 0; c < dim; ++c) gradient[c] += by_mu[i][c] * gradients[i];
        divergence += by_lambda[i] * gradients[i];
      }
      (*traction)[first + q] = divergence * normal + gradient * normal + transpose(gradient) * normal;
    }
  }
  check_petsc(VecRestoreArrayRead(gathered_, &values));
}

template <int dim>
void InterfaceKinematics<dim>::add_forces(const Vectors& f, const Vectors* g, Vec forces) const {
  check_petsc(VecSet(gathered_, 0.));
  PetscScalar* values;
  check_petsc(VecGetArray(gathered_, &values));
  Vectors of_jump, of_lambda, of_mu;
  for (std::size_t k = 0; k < cells_.size(); ++k) {
    const auto& table = *points_.cells()[k].table;
    const std::size_t first = points_.cells()[k].first;
    for (auto* sums : {&of_jump, &of_lambda, &of_mu}) sums->assign(table.shapes, {});
    for (unsigned int q = 0; q < table.points; ++q) {
      const double* shapes = table.values(q);
      const auto force = table.weight[q] * f[first + q];
      for (unsigned int i = 0; i < table.shapes; ++i) of_jump[i] += shapes[i] * force;
      if (!g) continue;
      const auto* gradients = table.gradients(q);
      const auto& normal = table.normal[q];
      const auto along = table.weight[q] * (*g)[first + q];
      // along . sigma(v) n of all shapes at once: lambda (along.n) div v + mu (n along + along n) : grad v.
      const double normal_part = along * normal;
      for (unsigned int i = 0; i < table.shapes; ++i) {
        of_lambda[i] += normal_part * gradients[i];
        of_mu[i] += (gradients[i] * along) * normal + (gradients[i] * normal) * along;
      }
    }
    for (int p = 0; p < 2; ++p)
      for (unsigned int i = 0; i < table.shapes; ++i) {
        const auto sum = (p == 0 ? -1. : 1.) * of_jump[i] + share_[p] * lambda_[p] * of_lambda[i] +
                         share_[p] * mu_[p] * of_mu[i];
        for (int c = 0; c < dim; ++c) values[cells_[k].local[p][i * dim + c]] += sum[c];
      }
  }
  check_petsc(VecRestoreArray(gathered_, &values));
  check_petsc(VecScatterBegin(gather_, gathered_, forces, ADD_VALUES, SCATTER_REVERSE));
  check_petsc(VecScatterEnd(gather_, gathered_, forces, ADD_VALUES, SCATTER_REVERSE));
}

template class InterfaceKinematics<2>;
template class InterfaceKinematics<3>;

}  // namespace catena
