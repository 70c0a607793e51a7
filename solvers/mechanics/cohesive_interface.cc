// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/cohesive_interface.h"

#include <algorithm>
#include <cmath>

namespace catena {
namespace {

/// Growth of d below which the linear spring stays as it is: what it holds then is noise of the elements.
constexpr double least_relaxation = 0.05;

template <int dim>
std::array<dealii::Tensor<1, dim>, dim> local_axes(const dealii::Tensor<1, dim>& normal) {
  std::array<dealii::Tensor<1, dim>, dim> axes;
  axes[0] = normal;
  if constexpr (dim == 2) {
    axes[1] = dealii::cross_product_2d(normal);
  } else {
    int least = 0;
    for (int c = 1; c < dim; ++c)
      if (std::abs(normal[c]) < std::abs(normal[least])) least = c;
    dealii::Tensor<1, dim> other;
    other[least] = 1;
    axes[1] = dealii::cross_product_3d(normal, other);
    axes[1] /= axes[1].norm();
    axes[2] = dealii::cross_product_3d(normal, axes[1]);
  }
  return axes;
}

}  // namespace

template <int dim>
CohesiveInterface<dim>::CohesiveInterface(const DisplacementSpace<dim>& space,
                                          const InterfacePoints<dim>& points, const ElasticBulk<dim>& bulk,
                                          const CohesiveLaw& law, double stabilisation)
    : space_(space),
      kinematics_(space, points, {bulk.elasticity(0), bulk.elasticity(1)}),
      projection_(space, points),
      law_(law, dim, stabilisation),
      misfit_(points.size(), 0.),
      accepted_(points.size()),
      trial_(points.size()),
      loss_(points.size(), 0.),
      earlier_loss_(points.size(), 0.),
      rest_(points.size()),
      secant_(points.size(), law_.stiffness(1)),
      traction_(points.size() * dim, 0.),
      opening_(points.size() * dim, 0.),
      tangent_(points.size() * dim * dim, 0.) {
  for (const auto& cell : points.cells())
    for (unsigned int q = 0; q < cell.table->points; ++q) axes_.push_back(local_axes(cell.table->normal[q]));
  foresee(0);
}

template <int dim>
void CohesiveInterface<dim>::foresee(double fraction) {
  // Not to the very end: what holds the elements' noise must not vanish before damage is whole.
  constexpr double most = 0.999;
  for (std::size_t q = 0; q < accepted_.size(); ++q) {
    const double last = law_.law().stiffness_loss(accepted_[q]);
    const double growth = std::max(0., last - earlier_loss_[q]);
    loss_[q] = std::max(last, std::min(last + fraction * growth, most));
    rest_[q] = law_.stiffness(1 - loss_[q]);
  }
}

template <int dim>
bool CohesiveInterface<dim>::relax() {
  double most = 0;
  for (std::size_t q = 0; q < trial_.size(); ++q)
    most = std::max(most, law_.law().stiffness_loss(trial_[q]) - loss_[q]);
  MPI_Allreduce(MPI_IN_PLACE, &most, 1, MPI_DOUBLE, MPI_MAX, space_.mesh().communicator());
  if (most < least_relaxation) return false;
  for (std::size_t q = 0; q < trial_.size(); ++q) {
    loss_[q] = std::max(loss_[q], law_.law().stiffness_loss(trial_[q]));
    rest_[q] = law_.stiffness(1 - loss_[q]);
  }
  return true;
}

template <int dim>
void CohesiveInterface<dim>::accept() {
  for (std::size_t q = 0; q < accepted_.size(); ++q)
    earlier_loss_[q] = law_.law().stiffness_loss(accepted_[q]);
  accepted_ = trial_;
}

template <int dim>
void CohesiveInterface<dim>::set_accepted(const std::vector<CohesiveState>& states,
                                          const std::vector<double>& earlier_loss) {
  accepted_ = trial_ = states;
  earlier_loss_ = earlier_loss;
  foresee(0);
}

template <int dim>
void CohesiveInterface<dim>::set_misfit(const std::vector<double>& concentration, MisfitStrain& misfit) {
  std::vector<double> strain;
  const auto& cells = kinematics_.points().cells();
  for (std::size_t k = 0; k < cells.size(); ++k) {
    const auto& table = *cells[k].table;
    misfit.evaluate(table.points, table.shapes, table.value.data(),
                    &concentration[kinematics_.cells()[k].particle_cell * table.shapes], strain);
    std::copy(strain.begin(), strain.end(), misfit_.begin() + cells[k].first);
  }
}

template <int dim>
void CohesiveInterface<dim>::drive(Vec displacement, bool with_misfit, Vectors& local,
                                   Vectors& mean_traction) const {
  const double kappa = law_.stabilisation();
  Vectors opening;
  kinematics_.evaluate(displacement, opening, kappa > 0 ? &mean_traction : nullptr);
  local.resize(opening.size());
  for (std::size_t q = 0; q < opening.size(); ++q) {
    if (kappa > 0) {
      if (with_misfit) mean_traction[q] += kinematics_.misfit_traction() * misfit_[q] * axes_[q][0];
      opening[q] = kappa * opening[q] + mean_traction[q];
    }
    for (int c = 0; c < dim; ++c) local[q][c] = opening[q] * axes_[q][c];
  }
}

template <int dim>
void CohesiveInterface<dim>::pack(const Vectors& local, unsigned int set, std::vector<double>& packed) const {
  packed.resize(local.size() * 2 * components);
  for (std::size_t q = 0; q < local.size(); ++q) {
    double* to = &packed[(2 * q + set) * components];
    to[0] = local[q][0];
    for (int c = 0; c < dim; ++c) {
      to[1 + c] = 0;
      for (int k = 1; k < dim; ++k) to[1 + c] += local[q][k] * axes_[q][k][c];
    }
  }
}

template <int dim>
void CohesiveInterface<dim>::unpack(const std::vector<double>& packed, unsigned int set,
                                    Vectors& local) const {
  local.resize(axes_.size());
  for (std::size_t q = 0; q < local.size(); ++q) {
    const double* from = &packed[(2 * q + set) * components];
    local[q][0] = from[0];
    for (int k = 1; k < dim; ++k) {
      local[q][k] = 0;
      for (int c = 0; c < dim; ++c) local[q][k] += from[1 + c] * axes_[q][k][c];
    }
  }
}

template <int dim>
void CohesiveInterface<dim>::combine(const Vectors& p, const Vectors& law_part, const Vectors& smooth,
                                     Vectors& forces) const {
  Vectors back, rest;
  if (!intact_) {
    pack(law_part, 0, packed_);
    pack(smooth, 1, packed_);
    projection_.template apply<2 * components>(packed_, packed_);
    unpack(packed_, 0, back);
    unpack(packed_, 1, rest);
  }
  forces.resize(p.size());
  for (std::size_t q = 0; q < p.size(); ++q) {
    forces[q] = 0;
    for (int c = 0; c < dim; ++c) {
      const double r = rest_[q][c == 0 ? 0 : 1];
      const double force = intact_ ? r * p[q][c] : r * p[q][c] + back[q][c] - std::sqrt(r) * rest[q][c];
      forces[q] += force * axes_[q][c];
    }
  }
}

template <int dim>
void CohesiveInterface<dim>::evaluate(Vec displacement) {
  Vectors p, rooted, smooth_p, smooth_rooted;
  drive(displacement, true, p, mean_traction_);
  rooted = p;
  for (std::size_t q = 0; q < p.size(); ++q)
    for (int c = 0; c < dim; ++c) rooted[q][c] *= std::sqrt(rest_[q][c == 0 ? 0 : 1]);
  pack(p, 0, packed_);
  pack(rooted, 1, packed_);
  projection_.template apply<2 * components>(packed_, packed_);
  unpack(packed_, 0, smooth_p);
  unpack(packed_, 1, smooth_rooted);

  Vectors law_part(p.size());
  int changed = 0;
  for (std::size_t q = 0; q < p.size(); ++q) {
    double* tangent = &tangent_[q * dim * dim];
    double local[dim];
    for (int c = 0; c < dim; ++c) local[c] = smooth_p[q][c];
    law_.evaluate(local, accepted_[q], &traction_[q * dim], tangent, &opening_[q * dim], trial_[q]);
    for (int c = 0; c < dim; ++c)  // mixed modes are not quite symmetric, but conjugate gradients must be
      for (int d = 0; d < c; ++d)
        tangent[c * dim + d] = tangent[d * dim + c] = (tangent[c * dim + d] + tangent[d * dim + c]) / 2;
    secant_[q] = law_.stiffness(std::max(1 - law_.law().stiffness_loss(trial_[q]), 1e-5));
    if (opening_[q * dim] < 0) secant_[q][0] = tangent[0];
    for (int c = 0; c < dim; ++c) {
      law_part[q][c] = traction_[q * dim + c];
      const double r = rest_[q][c == 0 ? 0 : 1];
      if (std::abs(tangent[c * dim + c] - r) > 1e-4 * r) changed = 1;
    }
  }
  MPI_Allreduce(MPI_IN_PLACE, &changed, 1, MPI_INT, MPI_MAX, space_.mesh().communicator());
  intact_ = changed == 0;
  if (intact_)
    for (std::size_t q = 0; q < p.size(); ++q)
      for (int c = 0; c < dim; ++c) traction_[q * dim + c] = rest_[q][c == 0 ? 0 : 1] * smooth_p[q][c];
  combine(p, law_part, smooth_rooted, forces_);
}

template <int dim>
void CohesiveInterface<dim>::spread(const Vectors& forces, const Vectors& mean_traction, Vec vector) const {
  const double kappa = law_.stabilisation();
  if (kappa == 0) {
    kinematics_.add_forces(forces, nullptr, vector);
    return;
  }
  Vectors consistent = forces;
  for (std::size_t q = 0; q < forces.size(); ++q) consistent[q] = (forces[q] - mean_traction[q]) / kappa;
  kinematics_.add_forces(forces, &consistent, vector);
}

template <int dim>
void CohesiveInterface<dim>::add_forces(Vec forces) const {
  spread(forces_, mean_traction_, forces);
}

template class CohesiveInterface<2>;
template class CohesiveInterface<3>;

}  // namespace catena
