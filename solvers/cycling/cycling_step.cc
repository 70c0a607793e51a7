// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// One time step: solved, judged, ended where the phase ends, and brought to agree with mechanics.
#include <algorithm>
#include <cmath>
#include <utility>

#include "jobs/run/error.h"
#include "solvers/cycling/cycling.h"

namespace catena {
namespace {

/// Of values that are no numbers, over the one allowed.
constexpr double error_of_nonsense = 1e6;
/// Of a phase's last step, over the shortest way between two solutions of mechanics.
constexpr double shortest_end = 0.01;
/// For the end of a phase to come later with the damage found, over the step to it without.
constexpr double room_for_event = 2;
/// Of a step that mechanics finds another damage for; each gains about a digit.
constexpr int most_passes = 8;

}  // namespace

double Cycling::step_limit() const {
  const double left = phase_start_ + phase().duration - bdf_.newest().time;
  if (!std::isfinite(phase().charge)) return left;
  const double passed = std::abs(bdf_.newest().charge - phase_charge_);
  return std::min(left, (phase().charge - passed) / std::abs(phase().control.value));
}

double Cycling::throughput(double current_now) const {
  return throughput_ + std::abs(bdf_.charge(current_now) - bdf_.newest().charge) / protocol_.capacity();
}

void Cycling::foresee_damage(double step, double full) {
  if (!model_.can_damage()) return;
  const double current =
      phase().control.kind == Control::Kind::current ? phase().control.value : last_.current;
  const double rate = std::abs(current) / protocol_.capacity();
  if (kept_throughput_ < 0) {
    model_.foresee(schedule_.damage_fraction(throughput_ + rate * full),
                   schedule_.path_fraction(throughput_ + rate * step), step / full);
    return;
  }
  // Within the step damage goes straight towards what was found, so that it is continuous where events are
  // sought.
  const double length = kept_throughput_ - throughput_;
  model_.approach(length > 0 ? std::min(rate * step / length, 1.5) : 1);
}

bool Cycling::solve(double step, double full, Trial& trial, std::string& failure) {
  bdf_.set_step(step);
  foresee_damage(step, full);
  return solve(trial, failure);
}

bool Cycling::solve(Trial& trial, std::string& failure) {
  bdf_.history(history_);
  const NewtonReport report = model_.solve(bdf_.alpha(), history_, phase().control, trial.values);
  count(report);
  if (!report.converged) {
    failure = report.failure;
    return false;
  }
  trial.voltage = model_.voltage(trial.values);
  // An imposed current is known exactly; that read from potentials is rounded.
  const Control& control = phase().control;
  trial.current = control.kind == Control::Kind::current ? control.value : model_.current(trial.values);
  trial.concentration = model_.mean_concentration(trial.values);
  return true;
}

double Cycling::step_error(const std::vector<double>& values) const {
  std::vector<double> squares = bdf_.squared_errors(values, model_.error_fields());
  MPI_Allreduce(MPI_IN_PLACE, squares.data(), static_cast<int>(squares.size()), MPI_DOUBLE, MPI_SUM,
                model_.communicator());
  double largest = 0;
  for (const double square : squares) {
    if (!std::isfinite(square)) return error_of_nonsense;
    largest = std::max(largest, square);
  }
  return std::sqrt(largest) / options_.tolerance;
}

double Cycling::first_step_error(const Trial& first) {
  const double step = bdf_.step();
  const Bdf2 before = bdf_;
  bdf_.accept(first.values, first.current);
  bdf_.set_step(step);
  Trial second;
  std::string failure;
  bdf_.predict(second.values);
  foresee_damage(2 * step, 2 * step);
  const double error = solve(second, failure) ? step_error(second.values) : error_of_nonsense;
  bdf_ = before;
  foresee_damage(step, step);
  return error;
}

Cycling::Trial Cycling::controlled_step(double& step) {
  const double limit = step_limit();
  while (true) {
    if (step > 0.9999 * limit)
      step = limit;
    else if (step > 0.5 * limit)
      step = 0.5 * limit;
    bdf_.set_step(step);
    Trial trial;
    std::string failure;
    bdf_.predict(trial.values);
    const double nearer = towards_event(step, trial.values);
    if (nearer < step) {
      step = nearer;
      bdf_.set_step(step);
      bdf_.predict(trial.values);
    }
    if (!solve(step, step, trial, failure)) {
      if (control_.at_smallest(step))
        throw NumericsError("a time step cannot be solved " + where() + ", not even one of " + text(step) +
                            " s: " + failure);
      ++rejected_;
      step = control_.failed(step);
      continue;
    }
    trial.error = bdf_.judged() ? step_error(trial.values) : first_step_error(trial);
    if (trial.error > 1 && !control_.at_smallest(step)) {
      ++rejected_;
      step = control_.rejected(step, trial.error, bdf_.error_order());
      continue;
    }
    trial.phase_ends = step == limit;
    if (event_value(trial.voltage, trial.current, trial.concentration) >= 0) {
      if (!locate(trial, step)) {
        if (control_.at_smallest(step))
          throw NumericsError("the end of a phase cannot be found " + where() + ", not even in a step of " +
                              text(step) + " s");
        ++rejected_;
        step = control_.failed(step);
        continue;
      }
      trial.phase_ends = trial.by_event = true;
    }
    return trial;
  }
}

Cycling::Agreement Cycling::mechanics_agree(const Trial& trial, int pass, std::string& failure) {
  if (!model_.can_damage()) return Agreement::reached;
  const double reached = throughput(trial.current);
  if (pass == 0 && !trial.phase_ends && !schedule_.due(reached)) return Agreement::reached;
  const DamageReport report = model_.solve_mechanics(trial.values);
  ++mechanics_solves_;
  count(report.solve);
  const bool agree = report.missed <= options_.damage_tolerance;  // false for what is no number
  // Damage that is found to be more than foreseen can take the voltage beyond its limit at once: no step is
  // then short enough for both to agree, and the phase has ended.
  const bool ends_at_once = trial.by_event && pass > 0 && std::isfinite(report.missed) &&
                            (reached - throughput_ < shortest_end * options_.schedule.smallest ||
                             control_.at_smallest(bdf_.step()));
  if (report.solve.converged && (agree || ends_at_once)) {
    model_.accept_mechanics();
    schedule_.solved(reached, report.margin, report.moved);
    return Agreement::reached;
  }
  const bool again = report.solve.converged && pass + 1 < most_passes;
  if (again) {
    model_.keep_trial_damage();
    kept_throughput_ = reached;
  } else {
    failure = report.solve.converged
                  ? "electrochemistry and mechanics do not agree on the damage, which is " +
                        text(report.missed) + " apart"
                  : report.solve.failure;
  }
  model_.reject_mechanics();
  return again ? Agreement::again : Agreement::none;
}

void Cycling::take_step() {
  const double rate =
      std::max(std::abs(last_.current), 1e-6 * protocol_.charge_current()) / protocol_.capacity();
  double step = control_.step();
  // A step may go a little beyond where mechanics is due, but neither far nor be cut short for it.
  if (model_.can_damage() && phase().kind != PhaseKind::rest && schedule_.too_late(throughput_ + step * rate))
    step = std::max(0.5 * (schedule_.next() + schedule_.latest()) - throughput_,
                    0.25 * options_.schedule.smallest) /
           rate;
  const long solves = mechanics_solves_;
  if (model_.can_damage()) model_.begin_step();
  Trial trial;
  std::string failure;
  int pass = 0;
  while (true) {
    double tried = step;
    trial = controlled_step(tried);
    const Agreement agreement = mechanics_agree(trial, pass, failure);
    if (agreement == Agreement::reached) break;
    if (agreement == Agreement::again) {
      ++pass;
      if (trial.phase_ends) step = std::min(step, room_for_event * tried);
      continue;
    }
    if (control_.at_smallest(tried))
      throw NumericsError("a time step cannot be solved " + where() + ", not even one of " + text(tried) +
                          " s: " + failure);
    ++rejected_;
    step = control_.failed(tried);
    kept_throughput_ = -1;
    pass = 0;
  }
  kept_throughput_ = -1;
  const bool mechanics_moved = mechanics_solves_ > solves;
  accept(trial);
  take_sample(trial);
  if (mechanics_moved) record_damage();
  if (trial.phase_ends) end_phase();
}

void Cycling::accept(Trial& trial) {
  control_.accepted(bdf_.step(), trial.error, bdf_.error_order());
  throughput_ = throughput(trial.current);
  event_earlier_ = {bdf_.newest().time, event_before_};
  event_before_ = event_value(trial.voltage, trial.current, trial.concentration);
  bdf_.accept(trial.values, trial.current);
  if (phase().kind != PhaseKind::rest) empty_phases_ = 0;
  ++all_steps_;
  ++summary_.steps;
}

}  // namespace catena
