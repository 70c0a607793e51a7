// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cycling/cycling.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <utility>

#include "jobs/run/error.h"

namespace catena {
namespace {

StepControl::Limits step_limits(const CyclingOptions& options, double nominal_time) {
  return {options.shortest_step * nominal_time, options.longest_step * nominal_time};
}

}  // namespace

Cycling::Cycling(ElectrodeModel& model, const Protocol& protocol, const CyclingOptions& options,
                 CyclingRecord& record)
    : model_(model),
      protocol_(protocol),
      options_(options),
      record_(record),
      control_(step_limits(options, protocol.capacity() / protocol.charge_current())),
      schedule_(options.schedule) {}

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

std::string Cycling::text(double value) {
  std::ostringstream out;
  out.precision(6);
  out << value;
  return out.str();
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
  event_earlier_.time = -1;
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
  // Of an empty phase there is no sample, and nothing to add.
  const bool empty = bdf_.newest().time == phase_start_;
  if (!empty && (kind == PhaseKind::charge || kind == PhaseKind::constant_voltage)) {
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
  if (!empty) record_.phase_ended(last_, values());
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
