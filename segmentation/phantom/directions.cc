// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/directions.h"

#include <cmath>

#include "segmentation/phantom/counter_random.h"

namespace catena {

Directions sphere_directions(int heights) {
  Directions rule;
  for (int i = 0; i < heights; ++i) {
    // Newton's method for the i-th zero of the Legendre polynomial.
    double h = std::cos(M_PI * (i + 0.75) / (heights + 0.5)), slope = 1;
    for (int iteration = 0; iteration < 50; ++iteration) {
      double before = 1, value = h;
      for (int l = 2; l <= heights; ++l) {
        const double next = ((2 * l - 1) * h * value - (l - 1) * before) / l;
        before = value;
        value = next;
      }
      if (heights == 1) before = 1;
      slope = heights * (h * value - before) / (h * h - 1);
      const double step = value / slope;
      h -= step;
      if (std::abs(step) < 1e-15) break;
    }
    const double weight = 2 / ((1 - h * h) * slope * slope), radius = std::sqrt(1 - h * h);
    for (int j = 0; j < 2 * heights; ++j) {
      const double angle = M_PI * (j + 0.5) / heights;
      rule.at.push_back({h, radius * std::sin(angle), radius * std::cos(angle)});
      rule.weight.push_back(weight * M_PI / heights);
    }
  }
  return rule;
}

Directions turned(Directions rule) {
  const std::array<double, 9> r = RandomSequence(0, Purpose::orientation, 1234567).rotation();
  for (Point& d : rule.at)
    d = {r[0] * d[0] + r[1] * d[1] + r[2] * d[2], r[3] * d[0] + r[4] * d[1] + r[5] * d[2],
         r[6] * d[0] + r[7] * d[1] + r[8] * d[2]};
  return rule;
}

Directions circle_directions(int count) {
  Directions rule;
  for (int i = 0; i < count; ++i) {
    const double angle = 2 * M_PI * (i + 0.5) / count;
    rule.at.push_back({0, std::sin(angle), std::cos(angle)});
    rule.weight.push_back(2 * M_PI / count);
  }
  return rule;
}

}  // namespace catena
