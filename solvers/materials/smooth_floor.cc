// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/smooth_floor.h"

#include <cmath>

namespace catena {

double smooth_floor(double x, double lowest, double& slope) {
  if (x >= lowest) {
    slope = 1;
    return x;
  }
  constexpr double tail = -60;
  const double z = (x - lowest) / lowest;
  if (z >= tail) {
    slope = std::exp(z);
    return lowest * slope;
  }
  const double inverse = 1 / (1 + tail - z);
  slope = std::exp(tail) * inverse * inverse;
  return lowest * std::exp(tail) * inverse;
}

}  // namespace catena
