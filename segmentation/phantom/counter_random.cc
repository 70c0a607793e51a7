// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/counter_random.h"

#include <cmath>

namespace catena {

double RandomSequence::normal() {
  const double radius = std::sqrt(-2 * std::log1p(-uniform()));
  return radius * std::cos(2 * M_PI * uniform());
}

int RandomSequence::poisson(double mean) {
  const double limit = std::exp(-mean);
  double product = uniform();
  int events = 0;
  while (product > limit && events < 64) {
    product *= uniform();
    ++events;
  }
  return events;
}

std::array<double, 3> RandomSequence::direction() {
  const double height = uniform(-1, 1), angle = uniform(0, 2 * M_PI);
  const double radius = std::sqrt(1 - height * height);
  return {height, radius * std::sin(angle), radius * std::cos(angle)};
}

std::array<double, 9> RandomSequence::rotation() {
  std::array<double, 4> q{normal(), normal(), normal(), normal()};
  const double length = std::sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
  for (double& part : q) part /= length;
  const double w = q[0], x = q[1], y = q[2], z = q[3];
  return {1 - 2 * (y * y + z * z), 2 * (x * y - z * w),     2 * (x * z + y * w),
          2 * (x * y + z * w),     1 - 2 * (x * x + z * z), 2 * (y * z - x * w),
          2 * (x * z - y * w),     2 * (y * z + x * w),     1 - 2 * (x * x + y * y)};
}

}  // namespace catena
