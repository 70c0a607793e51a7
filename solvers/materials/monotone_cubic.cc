// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/monotone_cubic.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "jobs/run/error.h"
#include "solvers/materials/cubic_hermite.h"

namespace catena {
namespace {

void check(const std::vector<double>& x, const std::vector<double>& y) {
  std::ostringstream sentence;
  if (x.size() != y.size() || x.size() < 2) {
    sentence << "A table has " << x.size() << " values of x and " << y.size()
             << " of y; it needs as many of both, at least two.";
    throw InputError(sentence.str());
  }
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!std::isfinite(x[i]) || !std::isfinite(y[i]) || (i > 0 && x[i] <= x[i - 1])) {
      sentence << "Point " << i + 1 << " of a table is (" << x[i] << ", " << y[i]
               << "); x must be finite and change in one direction from point to point, y must be finite.";
      throw InputError(sentence.str());
    }
}

}  // namespace

MonotoneCubic::MonotoneCubic(std::vector<double> x, std::vector<double> y)
    : x_(std::move(x)), y_(std::move(y)) {
  if (x_.size() > 1 && x_.size() == y_.size() && x_.front() > x_.back()) {
    std::reverse(x_.begin(), x_.end());
    std::reverse(y_.begin(), y_.end());
  }
  check(x_, y_);
  const std::size_t last = x_.size() - 1;
  std::vector<double> width(last), secant(last);
  for (std::size_t i = 0; i < last; ++i) {
    width[i] = x_[i + 1] - x_[i];
    secant[i] = (y_[i + 1] - y_[i]) / width[i];
  }
  slope_.assign(last + 1, 0.0);
  slope_.front() = secant.front();
  slope_.back() = secant.back();
  for (std::size_t i = 1; i < last; ++i) {
    if (secant[i - 1] * secant[i] <= 0) continue;
    const double left = 2 * width[i] + width[i - 1], right = width[i] + 2 * width[i - 1];
    slope_[i] = (left + right) / (left / secant[i - 1] + right / secant[i]);
  }
}

void MonotoneCubic::evaluate(double x, double& y, double& slope) const {
  if (x <= x_.front() || x >= x_.back()) {
    const std::size_t end = x <= x_.front() ? 0 : x_.size() - 1;
    slope = slope_[end];
    y = y_[end] + slope * (x - x_[end]);
    return;
  }
  const std::size_t i = std::upper_bound(x_.begin(), x_.end(), x) - x_.begin() - 1;
  const double h = x_[i + 1] - x_[i];
  cubic_hermite((x - x_[i]) / h, h, y_[i], y_[i + 1], slope_[i], slope_[i + 1], y, slope);
}

}  // namespace catena
