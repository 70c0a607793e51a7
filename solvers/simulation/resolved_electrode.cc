// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/simulation/resolved_electrode.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "solvers/electrochemistry/local_values.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/materials/physical_constants.h"

namespace catena {
namespace {

/// Halves that a mechanical solution is tried in before it counts as failed.
constexpr int most_halvings = 4;

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
      u_(electrochemistry.make_vector()),
      history_(electrochemistry.make_vector()),
      applied_(points.size(), 0),
      base_(applied_),
      accepted_(applied_),
      before_(applied_),
      kept_(applied_),
      trial_(applied_) {
  scale_.assign(electrochemistry.numbering().owned().n_elements(), 0);
  weigh_errors();
}

template <int dim>
void ResolvedElectrode<dim>::weigh_errors() {
  // By the integral of the square of the shape function over the phase, so that the sum of squares is a mean
  // over its volume: nodes that hardly a bit of a cut cell belongs to say little.
  const auto& fields = electrochemistry_.fields();
  const auto& numbering = fields.numbering();
  LocalValues local(communicator(), numbering.owned(), numbering.relevant(), fields.constraints());
  Vector masses = electrochemistry_.make_vector();
  double* sums = local.start_sums();
  for (unsigned int f = 0; f < numbering.fields(); ++f) {
    const PhaseSpace<dim>& space = numbering.field(f);
    for (const auto& cell : space.cells()) {
      const ShapeTable<dim>& table = space.table(cell);
      for (unsigned int q = 0; q < table.points; ++q)
        for (unsigned int i = 0; i < table.shapes; ++i)
          sums[local.place(numbering.number(f, cell.unknowns[i]))] +=
              table.weight[q] * table.values(q)[i] * table.values(q)[i];
    }
  }
  local.add_sums(masses);
  const Values mass = values(masses);
  const auto& owned = numbering.owned();
  double mean[2] = {0, 0};
  for (const auto row : electrochemistry_.differential()) {
    mean[0] += mass[owned.index_within_set(row)];
    mean[1] += 1;
  }
  MPI_Allreduce(MPI_IN_PLACE, mean, 2, MPI_DOUBLE, MPI_SUM, communicator());
  const double usual = mean[0] / std::max(mean[1], 1.0);
  for (const auto row : electrochemistry_.differential()) {
    const auto i = owned.index_within_set(row);
    scale_[i] = std::sqrt(usual / std::max(mass[i], 1e-12 * usual));
  }
}

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
  u.resize(scale_.size());
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
  double volume = 0;
  for (const double part : electrochemistry_.volumes()) volume += part;
  const double full = faraday_constant * material_.maximum_concentration * m3_per_um3 * volume;
  return lithium(u) / full;
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
bool ResolvedElectrode<dim>::uses_stress() const {
  return mechanics_ && (material_.stress_diffusion != StressDiffusion::none || material_.stress_in_kinetics);
}

template <int dim>
void ResolvedElectrode<dim>::apply_stress(double fraction) {
  if (!uses_stress() || stress_.empty()) return;
  // Where stress acts as strongly as diffusion itself, what is extrapolated would grow from solution to
  // solution.
  if (material_.stress_diffusion == StressDiffusion::ideal) fraction = 0;
  std::vector<double> stress(stress_.size());
  for (std::size_t i = 0; i < stress.size(); ++i)
    stress[i] = stress_[i] + fraction * (stress_[i] - stress_before_[i]);
  electrochemistry_.set_hydrostatic_stress(stress);
}

template <int dim>
void ResolvedElectrode<dim>::foresee(double damage_fraction, double path_fraction, double share) {
  std::vector<double> measure(accepted_.size());
  for (std::size_t q = 0; q < measure.size(); ++q) {
    const double end = std::max(accepted_[q] + damage_fraction * (accepted_[q] - before_[q]), accepted_[q]);
    measure[q] = std::clamp(base_[q] + share * (end - base_[q]), 0.0, 1.0);
  }
  apply(measure);
  apply_stress(path_fraction);
  path_fraction_ = path_fraction;
}

template <int dim>
void ResolvedElectrode<dim>::keep_trial_damage() {
  kept_ = trial_;
  mechanics_->keep_as_guess();
}

template <int dim>
void ResolvedElectrode<dim>::approach(double share) {
  std::vector<double> measure(accepted_.size());
  for (std::size_t q = 0; q < measure.size(); ++q)
    measure[q] = std::clamp(base_[q] + share * (kept_[q] - base_[q]), 0.0, 1.0);
  apply(measure);
}

template <int dim>
NewtonReport ResolvedElectrode<dim>::solve_path(const std::vector<double>& from,
                                                const std::vector<double>& to, int halvings) {
  NewtonReport whole = mechanics_->solve(to);
  if (whole.converged || halvings == 0) return whole;
  mechanics_->reject();
  if (!in_pieces_) safe_state_ = mechanics_->state();
  in_pieces_ = true;
  std::vector<double> middle(from.size());
  for (std::size_t i = 0; i < from.size(); ++i) middle[i] = 0.5 * (from[i] + to[i]);
  NewtonReport first = solve_path(from, middle, halvings - 1);
  first.add_iterations(whole);
  if (!first.converged) return first;
  mechanics_->accept();
  NewtonReport second = solve_path(middle, to, halvings - 1);
  second.add_iterations(first);
  return second;
}

template <int dim>
DamageReport ResolvedElectrode<dim>::solve_mechanics(const Values& u) {
  TimerTree::Section section(timers_, "mechanics");
  trial_concentration_ = electrochemistry_.cell_concentration(vector(u));
  in_pieces_ = false;
  mechanics_->foresee(path_fraction_);
  DamageReport result;
  result.solve = solve_path(concentration_, trial_concentration_, most_halvings);
  if (!result.solve.converged) return result;
  trial_ = material_.damage_measure == DamageMeasure::toughness_loss ? mechanics_->dissipation()
                                                                     : mechanics_->damage();
  result.margin = mechanics_->least_margin();
  std::vector<double> moved(trial_.size()), missed(trial_.size());
  for (std::size_t q = 0; q < trial_.size(); ++q) {
    moved[q] = std::abs(trial_[q] - accepted_[q]);
    missed[q] = std::abs(trial_[q] - applied_[q]);
  }
  for (const double mean : points_.particle_means(moved)) result.moved = std::max(result.moved, mean);
  for (const double mean : points_.particle_means(missed)) result.missed = std::max(result.missed, mean);
  return result;
}

template <int dim>
void ResolvedElectrode<dim>::accept_mechanics() {
  TimerTree::Section section(timers_, "stress");
  mechanics_->accept();
  in_pieces_ = false;
  before_ = accepted_;
  accepted_ = trial_;
  concentration_ = trial_concentration_;
  if (!uses_stress()) return;
  std::vector<double> stress = mechanics_->hydrostatic_stress();
  stress_before_ = stress_.empty() ? std::vector<double>(stress.size(), 0) : std::move(stress_);
  stress_ = std::move(stress);
}

template <int dim>
void ResolvedElectrode<dim>::reject_mechanics() {
  mechanics_->reject();
  if (in_pieces_) mechanics_->set_state(safe_state_);
  in_pieces_ = false;
}

template <int dim>
ElectrodeModel::Values ResolvedElectrode<dim>::damage() {
  return points_.particle_means(mechanics_->damage());
}
template <int dim>
ElectrodeModel::Values ResolvedElectrode<dim>::dissipation() {
  return points_.particle_means(mechanics_->dissipation());
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

template class ResolvedElectrode<2>;
template class ResolvedElectrode<3>;

}  // namespace catena
