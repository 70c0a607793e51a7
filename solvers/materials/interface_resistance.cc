// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/interface_resistance.h"

#include <cmath>

namespace catena {

void InterfaceResistance::evaluate(std::size_t n, const double* R_0, const double* m, double* R, double* dR,
                                   double* share, double* dshare) const {
  for (std::size_t q = 0; q < n; ++q) {
    const double damage = std::fmin(std::fmax(m[q], 0.0), 1.0);
    const double inside = m[q] < 0 || m[q] > 1 ? 0 : 1;
    double value = R_0[q], slope = 0, reacting = 1, reacting_slope = 0;
    switch (values_.law) {
      case Law::film:
        value += values_.growth * damage;
        slope = values_.growth;
        break;
      case Law::contact:
        reacting = 1 - damage;
        reacting_slope = -1;
        break;
      case Law::series:
        value *= (1 + values_.smallest) / (1 - damage + values_.smallest);
        slope = value / (1 - damage + values_.smallest);
        break;
      case Law::exponential:
        value *= std::exp(values_.exponent * damage);
        slope = value * values_.exponent;
        break;
    }
    R[q] = value;
    dR[q] = slope * inside;
    if (share) share[q] = reacting;
    if (dshare) dshare[q] = reacting_slope * inside;
  }
}

}  // namespace catena
