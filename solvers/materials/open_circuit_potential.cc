// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/open_circuit_potential.h"

#include <cmath>

namespace catena {

void Chen2020Potential::evaluate(std::size_t n, const double* x, double* U, double* dU) const {
  constexpr double height[3] = {-0.0428, -17.7326, 17.5842};
  constexpr double steepness[3] = {18.5138, 15.7890, 15.9308};
  constexpr double centre[3] = {0.5542, 0.3117, 0.3120};
  for (std::size_t q = 0; q < n; ++q) {
    double value = -0.8090 * x[q] + 4.4875, slope = -0.8090;
    for (int k = 0; k < 3; ++k) {
      const double t = std::tanh(steepness[k] * (x[q] - centre[k]));
      value += height[k] * t;
      slope += height[k] * steepness[k] * (1 - t * t);
    }
    if (knee_height_ != 0) {
      const double z = (x[q] - 1) / knee_width_;
      const double factor = std::exp(std::fmin(z, 2.0));
      value -= knee_height_ * factor * (1 + std::fmax(z - 2, 0.0));
      slope -= knee_height_ * factor / knee_width_;
    }
    U[q] = value;
    dU[q] = slope;
  }
}

void LinearPotential::evaluate(std::size_t n, const double* x, double* U, double* dU) const {
  for (std::size_t q = 0; q < n; ++q) {
    U[q] = at_reference_ + slope_ * (x[q] - reference_);
    dU[q] = slope_;
  }
}

void TabulatedPotential::evaluate(std::size_t n, const double* x, double* U, double* dU) const {
  for (std::size_t q = 0; q < n; ++q) table_.evaluate(x[q], U[q], dU[q]);
}

void ExpressionPotential::evaluate(std::size_t n, const double* x, double* U, double* dU) const {
  for (std::size_t q = 0; q < n; ++q) expression_.evaluate(x[q], U[q], dU[q]);
}

}  // namespace catena
