// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/simulation/resolved_electrode.h"

#include <cstring>

#include "solvers/geometry/mesh_units.h"
#include "solvers/simulation/weigh_errors.h"

namespace catena {
namespace {

CellControl cell_control(const Control& control) {
  if (control.kind == Control::Kind::voltage) return {CellControl::Kind::voltage, control.value};
  return {CellControl::Kind::current, control.value / a_per_picoampere};
}

}  // namespace

template <int dim>
ResolvedElectrode<dim>::ResolvedElectrode(const InterfacePoints<dim>& points, const Material& material,
                                          Electrochemistry<dim>& electrochemistry, Mechanics<dim>* mechanics,
                                          TimerTree& timers)
    : points_(points),
      material_(material),
      electrochemistry_(electrochemistry),
      mechanics_(mechanics),
      timers_(timers),
      error_fields_(weigh_errors(electrochemistry)),
      size_(electrochemistry.numbering().owned().n_elements()),
      u_(electrochemistry.make_vector()),
      history_(electrochemistry.make_vector()),
      applied_(points.size(), 0),
      base_(applied_),
      accepted_(applied_),
      before_(applied_),
      kept_(applied_),
      trial_(applied_) {}

template <int dim>
void ResolvedElectrode<dim>::set(const Values& u, Vector& vector) const {
  PetscScalar* entries = nullptr;
  VecGetArray(vector, &entries);
  if (!u.empty()) std::memcpy(entries, u.data(), u.size() * sizeof(double));
  VecRestoreArray(vector, &entries);
}

template <int dim>
void ResolvedElectrode<dim>::get(const Vector& vector, Values& u) const {
  const PetscScalar* entries = nullptr;
  u.resize(size_);
  VecGetArrayRead(vector, &entries);
  if (!u.empty()) std::memcpy(u.data(), entries, u.size() * sizeof(double));
  VecRestoreArrayRead(vector, &entries);
}

template <int dim>
const typename ResolvedElectrode<dim>::Vector& ResolvedElectrode<dim>::vector(const Values& u) {
  set(u, u_);
  return u_;
}

template <int dim>
ElectrodeModel::Values ResolvedElectrode<dim>::values(const Vector& vector) const {
  Values u;
  get(vector, u);
  return u;
}

template <int dim>
double ResolvedElectrode<dim>::capacity() const {
  return electrochemistry_.capacity() * a_per_picoampere;
}

template <int dim>
void ResolvedElectrode<dim>::initialise(Values& u) {
  electrochemistry_.initialise(material_.initial_stoichiometry, u_);
  get(u_, u);
  if (mechanics_) concentration_ = electrochemistry_.cell_concentration(u_);
}

template <int dim>
NewtonReport ResolvedElectrode<dim>::report(const NewtonReport& newton, const char* equation) const {
  return {newton.converged, newton.newton, newton.linear,
          newton.converged ? "" : std::string(equation) + ": " + newton.failure};
}

template <int dim>
NewtonReport ResolvedElectrode<dim>::start(const Control& control, Values& u) {
  TimerTree::Section section(timers_, "electrochemistry");
  set(u, u_);
  const NewtonReport newton = electrochemistry_.start(cell_control(control), u_);
  get(u_, u);
  return report(newton, "potentials");
}

template <int dim>
NewtonReport ResolvedElectrode<dim>::solve(double alpha, const Values& history, const Control& control,
                                           Values& u) {
  TimerTree::Section section(timers_, "electrochemistry");
  set(u, u_);
  set(history, history_);
  const NewtonReport newton = electrochemistry_.solve(alpha, history_, cell_control(control), u_);
  get(u_, u);
  return report(newton, "lithium and potentials");
}

template <int dim>
double ResolvedElectrode<dim>::voltage(const Values& u) {
  return electrochemistry_.voltage(vector(u));
}
template <int dim>
double ResolvedElectrode<dim>::current(const Values& u) {
  return electrochemistry_.current(vector(u)) * a_per_picoampere;
}
template <int dim>
double ResolvedElectrode<dim>::lithium(const Values& u) {
  return electrochemistry_.lithium(vector(u)) * a_per_picoampere;
}

template <int dim>
double ResolvedElectrode<dim>::mean_concentration(const Values& u) {
  return electrochemistry_.mean_concentration(vector(u));
}

template <int dim>
ParticleReadings ResolvedElectrode<dim>::readings(const Values& u) {
  TimerTree::Section section(timers_, "readings");
  const auto all = electrochemistry_.readings(vector(u));
  ParticleReadings readings{all.mean, all.surface, all.current, all.resistance};
  for (double& current : readings.current) current *= a_per_picoampere;
  return readings;
}

template <int dim>
void ResolvedElectrode<dim>::apply(const std::vector<double>& measure) {
  applied_ = measure;
  electrochemistry_.set_damage(applied_);
}

template <int dim>
typename ResolvedElectrode<dim>::Memory ResolvedElectrode<dim>::memory() const {
  if (!mechanics_) return {};
  // Where stress is not used, or not known yet, it is none: a checkpoint wants as many numbers all the same.
  const std::vector<double> none(concentration_.size(), 0);
  return {mechanics_->state(),
          applied_,
          accepted_,
          before_,
          concentration_,
          stress_.empty() ? none : stress_,
          stress_before_.empty() ? none : stress_before_,
          mechanics_->accepted_displacements()};
}

template <int dim>
void ResolvedElectrode<dim>::restore(const Memory& memory) {
  if (!mechanics_) return;
  mechanics_->set_state(memory.cohesive);
  accepted_ = trial_ = memory.measure;
  before_ = memory.before;
  concentration_ = memory.concentration;
  stress_ = memory.stress;
  stress_before_ = memory.stress_before;
  mechanics_->resume(concentration_, memory.displacements);
  apply(memory.applied);
  base_ = applied_;
  apply_stress(0);
}

template <int dim>
void ResolvedElectrode<dim>::renew() {
  electrochemistry_.renew();
  if (!mechanics_) return;
  mechanics_->renew();
  restore(memory());
}

template class ResolvedElectrode<2>;
template class ResolvedElectrode<3>;

}  // namespace catena
