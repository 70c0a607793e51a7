// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cycling/bdf2.h"

#include <utility>

namespace catena {

void Bdf2::restart(Level level) {
  levels_.clear();
  levels_.push_back(std::move(level));
}

void Bdf2::resume(std::vector<Level> levels) { levels_ = std::move(levels); }

void Bdf2::set_step(double step) {
  step_ = step;
  if (levels_.size() == 1) {
    weights_ = {1 / step, -1 / step, 0};
    return;
  }
  const double ratio = step / (levels_[0].time - levels_[1].time);
  weights_ = {(1 + 2 * ratio) / (1 + ratio) / step, -(1 + ratio) / step, ratio * ratio / (1 + ratio) / step};
}

void Bdf2::history(std::vector<double>& values) const {
  values.resize(newest().values.size());
  const bool two = levels_.size() > 1;
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = weights_[1] * levels_[0].values[i] + (two ? weights_[2] * levels_[1].values[i] : 0);
}

double Bdf2::charge(double current) const {
  const double old =
      weights_[1] * levels_[0].charge + (levels_.size() > 1 ? weights_[2] * levels_[1].charge : 0);
  return (current - old) / weights_[0];
}

void Bdf2::extrapolate(double time, std::vector<double>& values) const {
  std::array<double, 3> lagrange{};
  for (std::size_t k = 0; k < levels_.size(); ++k) {
    lagrange[k] = 1;
    for (std::size_t j = 0; j < levels_.size(); ++j)
      if (j != k) lagrange[k] *= (time - levels_[j].time) / (levels_[k].time - levels_[j].time);
  }
  values.assign(newest().values.size(), 0);
  for (std::size_t k = 0; k < levels_.size(); ++k)
    for (std::size_t i = 0; i < values.size(); ++i) values[i] += lagrange[k] * levels_[k].values[i];
}

void Bdf2::predict(std::vector<double>& values) const { extrapolate(time(), values); }
void Bdf2::interpolate(double time, std::vector<double>& values) const { extrapolate(time, values); }

std::vector<double> Bdf2::squared_errors(const std::vector<double>& values,
                                         const std::vector<ErrorField>& fields) const {
  std::vector<double> sums(fields.size(), 0);
  if (!judged()) return sums;
  // What the values differ from the prediction by is a known multiple of a derivative, and so is the error:
  // with h, h', h'' the steps from the new one back,
  //   BDF2      y''' h^2 (h + h')^2 / (6 (2h + h')),   prediction  -y''' h (h + h') (h + h' + h'') / 6,
  // and of the Euler formula y'' h^2 / 2 against y'' h^2 (h + h') / (2h + h'), the error of the first step,
  // which was one, being in both the values and the prediction.
  const double h = step_, h1 = levels_[0].time - levels_[1].time;
  double factor = (2 * h + h1) / (2 * (h + h1));
  if (levels_.size() > 2) {
    const double h2 = levels_[1].time - levels_[2].time;
    const double formula = h * (h + h1) / (2 * h + h1);
    factor = formula / (formula + h + h1 + h2);
  }
  std::vector<double> predicted;
  predict(predicted);
  for (std::size_t f = 0; f < fields.size(); ++f)
    for (std::size_t k = 0; k < fields[f].rows.size(); ++k) {
      const std::size_t i = fields[f].rows[k];
      const double error = factor * (values[i] - predicted[i]);
      sums[f] += fields[f].weights[k] * error * error;
    }
  return sums;
}

void Bdf2::accept(std::vector<double> values, double current) {
  Level level{time(), charge(current), std::move(values)};
  levels_.insert(levels_.begin(), std::move(level));
  if (levels_.size() > 3) levels_.pop_back();
}

}  // namespace catena
