// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/mechanics.h"

#include <algorithm>
#include <cstring>
#include <sstream>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/mechanics/mechanics_parts.h"

namespace catena {
template <int dim>
Mechanics<dim>::Mechanics(const CutMesh<dim>& mesh, const InterfacePoints<dim>& points,
                          const ElectrodeGeometry<dim>& geometry, const Material& material,
                          const MechanicsOptions& options)
    : parts_(std::make_unique<Parts>(mesh, points, geometry, material, options)) {
  measure();
}

template <int dim>
Mechanics<dim>::~Mechanics() = default;

template <int dim>
NewtonReport Mechanics<dim>::solve(const std::vector<double>& cell_concentration) {
  Parts& parts = *parts_;
  parts.concentration = cell_concentration;
  parts.load = parts.outer_load;
  parts.bulk.add_misfit_load(cell_concentration, parts.misfit, parts.load);
  parts.interface.set_misfit(cell_concentration, parts.misfit);
  if (guessed_) {
    parts.displacement = parts.guess;
  } else {
    parts.interface.foresee(fraction_);
    if (fraction_ != 0) {
      parts.displacement.add(fraction_, parts.accepted);
      parts.displacement.add(-fraction_, parts.earlier);
    }
  }
  guessed_ = false;
  fraction_ = 0;
  const NewtonReport report = parts.equilibrium->solve(parts.load, parts.displacement);
  parts.with_ghosts = parts.displacement;
  measure();
  return report;
}

template <int dim>
void Mechanics<dim>::accept() {
  parts_->interface.accept();
  parts_->earlier = parts_->accepted;
  parts_->accepted = parts_->displacement;
  parts_->accepted_concentration = parts_->concentration;
}

template <int dim>
void Mechanics<dim>::keep_as_guess() {
  parts_->guess = parts_->displacement;
  guessed_ = true;
}

template <int dim>
std::array<typename Mechanics<dim>::Displacements, 2> Mechanics<dim>::accepted_displacements() const {
  const Parts& parts = *parts_;
  return {Displacements{parts.at_cells(0, parts.accepted), parts.at_cells(1, parts.accepted)},
          Displacements{parts.at_cells(0, parts.earlier), parts.at_cells(1, parts.earlier)}};
}

template <int dim>
void Mechanics<dim>::resume(const std::vector<double>& cell_concentration,
                            const std::array<Displacements, 2>& accepted) {
  parts_->accepted_concentration = cell_concentration;
  parts_->set_from_cells(accepted[0], parts_->accepted);
  parts_->set_from_cells(accepted[1], parts_->earlier);
  reject();
}

template <int dim>
void Mechanics<dim>::renew() {
  parts_->equilibrium->renew();
}

template <int dim>
void Mechanics<dim>::reject() {
  parts_->displacement = parts_->accepted;
  parts_->with_ghosts = parts_->displacement;
  parts_->concentration = parts_->accepted_concentration;
  parts_->interface.set_misfit(parts_->concentration, parts_->misfit);
  parts_->interface.evaluate(parts_->displacement);
  measure();
}

template <int dim>
void Mechanics<dim>::measure() {
  const auto& law = parts_->interface.law().law();
  const auto& states = parts_->interface.trial();
  damage_.resize(states.size());
  dissipation_.resize(states.size());
  for (std::size_t q = 0; q < states.size(); ++q) {
    damage_[q] = law.stiffness_loss(states[q]);
    dissipation_[q] = law.toughness_loss(states[q]);
  }
}

template <int dim>
std::vector<double> Mechanics<dim>::traction() const {
  std::vector<double> normal(damage_.size());
  for (std::size_t q = 0; q < normal.size(); ++q)
    normal[q] = parts_->interface.traction()[q * dim] * pa_per_gpa;
  return normal;
}

template <int dim>
std::vector<double> Mechanics<dim>::opening() const {
  std::vector<double> normal(damage_.size());
  for (std::size_t q = 0; q < normal.size(); ++q)
    normal[q] = parts_->interface.opening()[q * dim] * metres_per_um;
  return normal;
}

template <int dim>
std::vector<double> Mechanics<dim>::displacement(Phase phase) const {
  return parts_->at_cells(static_cast<int>(phase), parts_->displacement);
}

template <int dim>
double Mechanics<dim>::least_margin() const {
  double least = 1;
  const auto& accepted = parts_->interface.accepted();
  const auto& trial = parts_->interface.trial();
  const double onset = parts_->interface.law().onset();
  for (std::size_t q = 0; q < trial.size(); ++q)
    least = std::min(least, 1 - trial[q].opening / std::max(accepted[q].kappa, onset));
  MPI_Allreduce(MPI_IN_PLACE, &least, 1, MPI_DOUBLE, MPI_MIN, parts_->space.mesh().communicator());
  return least;
}

template <int dim>
std::vector<double> Mechanics<dim>::state() const {
  const auto& states = parts_->interface.accepted();
  const auto& earlier = parts_->interface.earlier_loss();
  std::vector<double> values(states.size() * state_size);
  for (std::size_t q = 0; q < states.size(); ++q) {
    std::memcpy(&values[q * state_size], &states[q], sizeof(CohesiveState));
    values[(q + 1) * state_size - 1] = earlier[q];
  }
  return values;
}

template <int dim>
void Mechanics<dim>::set_state(const std::vector<double>& state) {
  std::vector<CohesiveState> states(damage_.size());
  std::vector<double> earlier(damage_.size());
  agree(parts_->space.mesh().communicator(), [&] {
    if (state.size() != states.size() * state_size)
      throw FileError("the state of the interface has " + std::to_string(state.size()) +
                      " values, but the mesh wants " + std::to_string(states.size() * state_size) +
                      "; restart with the geometry and mesh that the checkpoint was written with");
  });
  for (std::size_t q = 0; q < states.size(); ++q) {
    std::memcpy(static_cast<void*>(&states[q]), &state[q * state_size], sizeof(CohesiveState));
    earlier[q] = state[(q + 1) * state_size - 1];
  }
  parts_->interface.set_accepted(states, earlier);
  measure();
}

template <int dim>
std::size_t Mechanics<dim>::unknowns() const {
  return parts_->space.numbering().size();
}

template <int dim>
std::string Mechanics<dim>::description() const {
  std::ostringstream text;
  text << unknowns() << " unknowns of displacement, interface ";
  if (parts_->kappa == 0)
    text << "as a spring";
  else
    text << "by Nitsche's method with " << parts_->kappa << " GPa/um";
  return text.str();
}

template <int dim>
void Mechanics<dim>::prescribe(
    const std::function<dealii::Tensor<1, dim>(const dealii::Point<dim>&, Phase)>& displacement,
    bool octant) {
  parts_->space.hold_all(displacement, octant);
  parts_->outer_load = 0;
}

template class Mechanics<2>;
template class Mechanics<3>;

}  // namespace catena
