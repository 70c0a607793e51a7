// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>

namespace catena_test {

/// f'(x) by central differences of fourth order with steps h.
template <class F>
double central_difference(const F& f, double x, double h) {
  return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
}

/// |a - b| in units of `scale`.
inline double relative(double a, double b, double scale) { return std::fabs(a - b) / scale; }

}  // namespace catena_test
