// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cycling/step_control.h"

#include <algorithm>
#include <cmath>

namespace catena {
namespace {

constexpr double safety = 0.9, most_growth = 2.0, least_growth = 1.2, most_shrinking = 0.2;

}  // namespace

void StepControl::start(double step) {
  step_ = std::clamp(step, limits_.smallest, limits_.largest);
  last_error_ = 1;
}

void StepControl::accepted(double step, double error, int order) {
  error = std::max(error, 1e-8);
  double factor = safety * std::pow(1 / error, 0.7 / order) * std::pow(last_error_, 0.4 / order);
  factor = std::clamp(factor, most_shrinking, most_growth);
  if (factor >= 1 && factor < least_growth) factor = 1;
  last_error_ = std::max(error, 1e-2);
  const double next = factor * step;
  const bool cut_short = step < 0.99 * step_;
  step_ = std::clamp(cut_short ? std::max(next, std::min(step_, most_growth * step)) : next, limits_.smallest,
                     limits_.largest);
}

double StepControl::rejected(double step, double error, int order) {
  const double factor = std::clamp(safety * std::pow(1 / error, 1.0 / order), most_shrinking, 0.8);
  last_error_ = 1;
  return step_ = std::max(factor * step, limits_.smallest);
}

double StepControl::failed(double step) {
  last_error_ = 1;
  return step_ = std::max(0.4 * step, limits_.smallest);
}

}  // namespace catena
