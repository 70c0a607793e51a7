// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause

#include "solvers/cycling/cycling.h"

namespace catena {
namespace {

/// Visits, always in the same order, every number that Cycling remembers.
class NumberWriter {
 public:
  explicit NumberWriter(std::vector<double>& numbers) : numbers_(numbers) {}
  template <class T>
  void operator()(const T& value) {
    numbers_.push_back(static_cast<double>(value));
  }

 private:
  std::vector<double>& numbers_;
};

class NumberReader {
 public:
  explicit NumberReader(const std::vector<double>& numbers) : numbers_(numbers) {}
  template <class T>
  void operator()(T& value) {
    value = static_cast<T>(numbers_.at(next_++));
  }

 private:
  const std::vector<double>& numbers_;
  std::size_t next_ = 0;
};

template <class Visitor, class Summary>
void visit_summary(Visitor& visit, Summary& s) {
  visit(s.cycle), visit(s.charge_time), visit(s.discharge_time), visit(s.charge_capacity);
  visit(s.discharge_capacity), visit(s.end_of_charge_mean), visit(s.end_of_charge_spread);
  visit(s.steps), visit(s.newton), visit(s.linear);
}

template <class Visitor, class State>
void visit_schedule(Visitor& visit, State& s) {
  visit(s.last), visit(s.before), visit(s.interval), visit(s.margin), visit(s.moving);
}

}  // namespace

CyclingState Cycling::state() const {
  CyclingState state;
  state.levels = bdf_.levels();
  NumberWriter visit(state.numbers);
  visit(cycle_), visit(phase_), visit(in_phase_), visit(phase_start_), visit(phase_charge_),
      visit(throughput_);
  visit(initial_lithium_), visit(event_before_), visit(event_earlier_.value), visit(event_earlier_.time);
  visit(rejected_), visit(mechanics_solves_), visit(all_steps_), visit(all_newton_), visit(all_linear_);
  visit(empty_phases_), visit(control_.step()), visit(control_.last_error());
  visit(last_.time), visit(last_.voltage), visit(last_.current);
  visit_summary(visit, summary_);
  visit_schedule(visit, schedule_.state());
  return state;
}

void Cycling::resume(const CyclingState& state) {
  bdf_.resume(state.levels);
  NumberReader visit(state.numbers);
  double step = 0, error = 0;
  visit(cycle_), visit(phase_), visit(in_phase_), visit(phase_start_), visit(phase_charge_),
      visit(throughput_);
  visit(initial_lithium_), visit(event_before_), visit(event_earlier_.value), visit(event_earlier_.time);
  visit(rejected_), visit(mechanics_solves_), visit(all_steps_), visit(all_newton_), visit(all_linear_);
  visit(empty_phases_), visit(step), visit(error);
  visit(last_.time), visit(last_.voltage), visit(last_.current);
  visit_summary(visit, summary_);
  DamageSchedule::State schedule;
  visit_schedule(visit, schedule);
  control_.resume(step, error);
  schedule_.resume(schedule);
  last_.cycle = cycle_;
  if (!finished()) last_.phase = phase().kind;
}

}  // namespace catena
