// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cycling/cycling.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "jobs/run/error.h"
#include "solvers/cycling/event_time.h"

namespace catena {
namespace {

/// Of a step that mechanics finds another damage for; each gains about a digit.
constexpr int most_passes = 8;

StepControl::Limits step_limits(const CyclingOptions& options, double nominal_time) {
  return {options.shortest_step * nominal_time, options.longest_step * nominal_time};
}

std::string text(double value) {
  std::ostringstream out;
  out.precision(6);
  out << value;
  return out.str();
}

}  // namespace

Cycling::Cycling(ElectrodeModel& model, const Protocol& protocol, const CyclingOptions& options,
                 CyclingRecord& record)
    : model_(model),
      protocol_(protocol),
      options_(options),
      record_(record),
      control_(step_limits(options, protocol.capacity() / protocol.charge_current())),
      schedule_(options.schedule) {
  for (const double scale : model.error_scale()) differential_ += scale != 0;
  MPI_Allreduce(MPI_IN_PLACE, &differential_, 1, MPI_DOUBLE, MPI_SUM, model.communicator());
  differential_ = std::max(differential_, 1.0);
}

void Cycling::count(const NewtonReport& report) {
  all_newton_ += report.newton;
  all_linear_ += report.linear;
  summary_.newton += report.newton;
  summary_.linear += report.linear;
}

bool Cycling::step() {
  if (cycle_ == 0) begin_run();
  if (finished()) return false;
  if (in_phase_)
    take_step();
  else
    begin_phase();
  return !finished();
}

double Cycling::share_of_cycle() const {
  const double phases = static_cast<double>(protocol_.cycle().size());
  return std::min(0.99, (static_cast<double>(phase_) + (in_phase_ ? 0.5 : 0)) / phases);
}

std::string Cycling::where() const {
  return "in cycle " + std::to_string(cycle_) + ", " + phase_name(phase().kind) + ", at " +
         text(bdf_.newest().time) + " s and " + text(last_.voltage) + " V";
}

void Cycling::begin_run() {
  std::vector<double> values;
  model_.initialise(values);
  initial_lithium_ = model_.lithium(values);
  bdf_.restart({0, 0, std::move(values)});
  cycle_ = 1;
  summary_.cycle = 1;
}

void Cycling::begin_phase() {
  std::vector<double> values = bdf_.newest().values;
  if (model_.can_damage()) {
    model_.begin_step();
    model_.foresee(0, 0, 1);
  }
  const NewtonReport report = model_.start(phase().control, values);
  count(report);
  if (!report.converged)
    throw NumericsError("the potentials at the start of a " + phase_name(phase().kind) + " cannot be found " +
                        where() + ": " + report.failure);
  const bool first = cycle_ == 1 && phase_ == 0;
  const double time = bdf_.newest().time, charge = bdf_.newest().charge;
  Trial start;
  start.voltage = model_.voltage(values);
  start.current = model_.current(values);
  start.concentration = model_.mean_concentration(values);
  start.values = values;
  bdf_.restart({time, charge, std::move(values)});
  control_.start(options_.first_step * protocol_.capacity() / protocol_.charge_current());
  schedule_.phase_began(throughput_);
  phase_start_ = time;
  phase_charge_ = charge;
  event_before_ = event_value(start.voltage, start.current, start.concentration);
  event_earlier_time_ = -1;
  in_phase_ = true;
  if (first) {
    if (event_before_ >= 0)
      throw InputError("the cut-off is passed as soon as the first current flows: the voltage is then " +
                       text(start.voltage) + " V at a mean c/c_max of " + text(start.concentration) +
                       "; choose another Protocol/Upper voltage (now " + text(phase().upper_voltage) +
                       " V), a lower Protocol/C rate or another Material/Initial stoichiometry");
    take_sample(start);
    if (model_.can_damage()) record_damage();
  } else if (event_before_ >= 0) {
    const bool driven = phase().kind == PhaseKind::charge || phase().kind == PhaseKind::discharge;
    if (driven && ++empty_phases_ > 1)
      throw NumericsError("no charge can pass any more between the limits of voltage " + where() +
                          ": with the current on, the cut-off is passed at once, in charge and in discharge");
    end_phase();
  }
}

double Cycling::event_value(double voltage, double current, double concentration) const {
  const CyclePhase& p = phase();
  double value = std::max(voltage - p.upper_voltage, p.lower_voltage - voltage);
  value = std::max(value,
                   std::max(p.least_concentration - concentration, concentration - p.greatest_concentration));
  if (p.least_current > 0)
    value = std::max(value, (p.least_current - std::abs(current)) / protocol_.charge_current());
  return value;
}

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
  bdf_.history(history_);
  const NewtonReport report = model_.solve(bdf_.alpha(), history_, phase().control, trial.values);
  count(report);
  if (!report.converged) {
    failure = report.failure;
    return false;
  }
  trial.voltage = model_.voltage(trial.values);
  trial.current = model_.current(trial.values);
  trial.concentration = model_.mean_concentration(trial.values);
  return true;
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
    if (!solve(step, step, trial, failure)) {
      if (control_.at_smallest(step))
        throw NumericsError("a time step cannot be solved " + where() + ", not even one of " + text(step) +
                            " s: " + failure);
      ++rejected_;
      step = control_.failed(step);
      continue;
    }
    double squares = bdf_.squared_error(trial.values, model_.error_scale());
    MPI_Allreduce(MPI_IN_PLACE, &squares, 1, MPI_DOUBLE, MPI_SUM, model_.communicator());
    trial.error = std::sqrt(squares / differential_) / options_.tolerance;
    if (!(trial.error <= 1) && bdf_.judged() && !control_.at_smallest(step)) {
      ++rejected_;
      step = control_.rejected(step, std::isfinite(trial.error) ? trial.error : 1e6, bdf_.error_order());
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
      trial.phase_ends = true;
    }
    return trial;
  }
}

bool Cycling::locate(Trial& trial, double& step) {
  const double start = bdf_.newest().time, full = step;
  std::vector<double> end = trial.values, predicted;
  bdf_.predict(predicted);
  for (std::size_t i = 0; i < end.size(); ++i) end[i] -= predicted[i];
  const EventPoint before{start, event_before_};
  const EventPoint after{start + step, event_value(trial.voltage, trial.current, trial.concentration)};
  const EventPoint earlier{event_earlier_time_, event_earlier_};
  if (after.value <= options_.voltage_tolerance) return true;
  std::string failure;
  bool solved = true;
  locate_event(before, after, event_earlier_time_ < 0 ? nullptr : &earlier, options_.voltage_tolerance,
               control_.limits().smallest, [&](double time) {
                 step = time - start;
                 bdf_.set_step(step);
                 bdf_.predict(trial.values);
                 const double share = step / full;
                 for (std::size_t i = 0; i < end.size(); ++i) trial.values[i] += share * end[i];
                 solved = solve(step, full, trial, failure);
                 return solved ? event_value(trial.voltage, trial.current, trial.concentration) : after.value;
               });
  return solved;
}

Cycling::Agreement Cycling::mechanics_agree(const Trial& trial, int pass, std::string& failure) {
  if (!model_.can_damage()) return Agreement::reached;
  const double reached = throughput(trial.current);
  if (pass == 0 && !trial.phase_ends && !schedule_.due(reached)) return Agreement::reached;
  const DamageReport report = model_.solve_mechanics(trial.values);
  ++mechanics_solves_;
  count(report.solve);
  const bool agree = report.missed <= options_.damage_tolerance;  // false for what is no number
  if (report.solve.converged && agree) {
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
  const double step = bdf_.step();
  if (bdf_.judged())
    control_.accepted(step, trial.error, bdf_.error_order());
  else
    control_.start(step);
  throughput_ = throughput(trial.current);
  event_earlier_ = event_before_;
  event_earlier_time_ = bdf_.newest().time;
  event_before_ = event_value(trial.voltage, trial.current, trial.concentration);
  bdf_.accept(trial.values, trial.current);
  if (phase().kind != PhaseKind::rest) empty_phases_ = 0;
  ++all_steps_;
  ++summary_.steps;
}

void Cycling::take_sample(const Trial& trial) {
  last_.time = bdf_.newest().time;
  last_.cycle = cycle_;
  last_.phase = phase().kind;
  last_.voltage = trial.voltage;
  last_.current = trial.current;
  last_.particles = model_.readings(trial.values);
  const double lithium = model_.lithium(trial.values);
  last_.lithium_defect = (initial_lithium_ - lithium - bdf_.newest().charge) / protocol_.capacity();
  double sum = 0;
  for (const double current : last_.particles.current) sum += current;
  last_.charge_defect = (sum - trial.current) / protocol_.charge_current();
  record_.sample(last_);
}

void Cycling::record_damage() { record_.damage({model_.damage(), model_.dissipation()}); }

void Cycling::end_phase() {
  const double time = bdf_.newest().time - phase_start_;
  const double charge = std::abs(bdf_.newest().charge - phase_charge_);
  const PhaseKind kind = phase().kind;
  if (kind == PhaseKind::charge || kind == PhaseKind::constant_voltage) {
    summary_.charge_time += time;
    summary_.charge_capacity += charge;
    const Spread spread = spread_of(last_.particles.concentration);
    summary_.end_of_charge_mean = spread.mean;
    summary_.end_of_charge_spread = spread.deviation;
  } else if (kind == PhaseKind::discharge) {
    summary_.discharge_time += time;
    summary_.discharge_capacity += charge;
  }
  in_phase_ = false;
  record_.phase_ended(last_, values());
  if (++phase_ == protocol_.cycle().size()) end_cycle();
}

void Cycling::end_cycle() {
  if (model_.can_damage()) {
    const Spread damage = spread_of(model_.damage()), dissipation = spread_of(model_.dissipation());
    summary_.mean_damage = damage.mean;
    summary_.damage_spread = damage.deviation;
    summary_.mean_dissipation = dissipation.mean;
    summary_.dissipation_spread = dissipation.deviation;
  }
  summary_.cycle = cycle_;
  record_.cycle_ended(summary_);
  summary_ = CycleSummary();
  summary_.cycle = ++cycle_;
  phase_ = 0;
}

}  // namespace catena
