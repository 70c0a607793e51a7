// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/tabulated_laws.h"

#include <cmath>

#include "solvers/materials/cubic_hermite.h"

namespace catena {
namespace {

constexpr double lowest = -0.1, highest = 1.1;
constexpr std::size_t intervals = 8192;
constexpr double width = (highest - lowest) / intervals;

}  // namespace

TabulatedLaws::TabulatedLaws(std::size_t count, const Laws& laws)
    : count_(count), laws_(laws), nodes_((intervals + 1) * count * 2) {
  // Two nodes more at either side for differences of fourth order.
  std::vector<double> x(intervals + 5);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = lowest + (static_cast<double>(i) - 2) * width;
  std::vector<std::vector<double>> values(count, std::vector<double>(x.size()));
  laws(x, values);
  for (std::size_t node = 0; node <= intervals; ++node)
    for (std::size_t law = 0; law < count; ++law) {
      const double* v = &values[law][node + 2];
      double* to = &nodes_[(node * count + law) * 2];
      to[0] = v[0];
      to[1] = (8 * (v[1] - v[-1]) - (v[2] - v[-2])) / (12 * width);
    }
}

void TabulatedLaws::evaluate(double x, double* values, double* slopes) const {
  if (!(x >= lowest && x < highest)) return beyond(x, values, slopes);
  const double place = (x - lowest) / width;
  const auto node = static_cast<std::size_t>(place);
  const double t = place - static_cast<double>(node);
  const double* left = &nodes_[node * count_ * 2];
  const double* right = left + count_ * 2;
  for (std::size_t law = 0; law < count_; ++law, left += 2, right += 2) {
    cubic_hermite(t, width, left[0], right[0], left[1], right[1], values[law], slopes[law]);
    if (!std::isfinite(values[law]) || !std::isfinite(slopes[law])) return beyond(x, values, slopes);
  }
}

void TabulatedLaws::beyond(double x, double* values, double* slopes) const {
  constexpr double step = 1e-5;
  std::vector<std::vector<double>> at(count_, std::vector<double>(3));
  laws_({x - step, x, x + step}, at);
  for (std::size_t law = 0; law < count_; ++law) {
    // At the end of where a law is a number, a difference to one side.
    const int low = std::isfinite(at[law][0]) ? 0 : 1, high = std::isfinite(at[law][2]) ? 2 : 1;
    values[law] = at[law][1];
    slopes[law] = (at[law][high] - at[law][low]) / ((high - low) * step);
  }
}

}  // namespace catena
