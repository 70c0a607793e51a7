// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Damage and stress of the resolved electrode: what mechanics finds, and what electrochemistry is told of it.
#include <algorithm>
#include <cmath>
#include <utility>

#include "solvers/simulation/resolved_electrode.h"

namespace catena {
namespace {

/// Halves that a mechanical solution is tried in before it counts as failed.
constexpr int most_halvings = 4;

}  // namespace

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

template class ResolvedElectrode<2>;
template class ResolvedElectrode<3>;

}  // namespace catena
