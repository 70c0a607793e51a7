// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The voltage, current or concentration at which a phase ends: foreseen, and found.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "solvers/cycling/cycling.h"

namespace catena {
namespace {

/// Length of a step that is to end beyond an event, over that to it.
constexpr double beyond_event = 1.1;
/// Of a step that is shortened: a prediction that ends at once is not worth a step of its own.
constexpr double least_share = 0.25;

/// What was solved on the way: how far it lay from the prediction, as a share of the step that was too long.
struct Solved {
  double share;
  std::vector<double> deviation;
};

/// Adds to a prediction what it will be wrong by: the parabola through the start, where it is right, and what
/// was solved last; with one solution alone, or two so near each other that they tell no curve, the last
/// one's error as it grows with that power of the time.
void add_deviation(const std::vector<Solved>& solved, double share, int power,
                   std::vector<double>& prediction) {
  const Solved &last = solved.back(), &other = solved.front();
  double of_last = std::pow(share / last.share, power), of_other = 0;
  if (std::abs(other.share - last.share) > std::abs(share - last.share)) {
    of_last = share * (share - other.share) / (last.share * (last.share - other.share));
    of_other = share * (share - last.share) / (other.share * (other.share - last.share));
  }
  for (std::size_t i = 0; i < prediction.size(); ++i)
    prediction[i] += of_last * last.deviation[i] + of_other * other.deviation[i];
}

}  // namespace

double Cycling::event_value(double voltage, double current, double concentration) const {
  const CyclePhase& p = phase();
  double value = std::max(voltage - p.upper_voltage, p.lower_voltage - voltage);
  value = std::max(value,
                   std::max(p.least_concentration - concentration, concentration - p.greatest_concentration));
  if (p.least_current > 0)
    value = std::max(value, (p.least_current - std::abs(current)) / protocol_.charge_current());
  return value;
}

double Cycling::towards_event(double step, const std::vector<double>& predicted) {
  if (phase().control.kind != Control::Kind::current) return step;
  const double value =
      event_value(model_.voltage(predicted), phase().control.value, model_.mean_concentration(predicted));
  if (!(value > 0 && event_before_ < 0)) return step;
  const double start = bdf_.newest().time;
  const double time = event_time({start, event_before_}, {start + step, value}, earlier_event());
  const double least = std::max(least_share * step, control_.limits().smallest);
  return std::min(step, std::max(beyond_event * (time - start), least));
}

bool Cycling::locate(Trial& trial, double& step) {
  const double start = bdf_.newest().time, full = step;
  const EventPoint before{start, event_before_};
  const EventPoint after{start + step, event_value(trial.voltage, trial.current, trial.concentration)};
  if (after.value <= options_.voltage_tolerance) return true;
  std::vector<double> predicted;
  std::vector<Solved> solved;
  const auto learn = [&](double share) {
    std::vector<double> deviation = trial.values;
    for (std::size_t i = 0; i < deviation.size(); ++i) deviation[i] -= predicted[i];
    if (solved.size() > 1) solved.erase(solved.begin());
    solved.push_back({share, std::move(deviation)});
  };
  bdf_.predict(predicted);
  learn(1);
  std::string failure;
  bool all_solved = true;
  constexpr double found = 0;  // ends the search
  locate_event(before, after, earlier_event(), options_.voltage_tolerance, control_.limits().smallest,
               [&](double time) {
                 step = time - start;
                 bdf_.set_step(step);
                 bdf_.predict(predicted);
                 trial.values = predicted;
                 add_deviation(solved, step / full, bdf_.judged() ? 2 : 1, trial.values);
                 all_solved = solve(step, full, trial, failure);
                 if (!all_solved) return found;
                 learn(step / full);
                 return event_value(trial.voltage, trial.current, trial.concentration);
               });
  if (!all_solved) step = full;
  return all_solved;
}

}  // namespace catena
