// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/exchange_current_density.h"

#include <cmath>

#include "solvers/materials/smooth_floor.h"

namespace catena {

ExchangeCurrentDensity::ExchangeCurrentDensity(double scale, double reference_concentration,
                                               double electrolyte_exponent, double lithium_exponent,
                                               double vacancy_exponent)
    : scale_(scale),
      reference_(reference_concentration),
      electrolyte_exponent_(electrolyte_exponent),
      lithium_exponent_(lithium_exponent),
      vacancy_exponent_(vacancy_exponent) {}

ExchangeCurrentDensity ExchangeCurrentDensity::o_regan_2022(double reference_concentration) {
  return {5.028, reference_concentration, 0.57, 0.43, 0.57};
}

ExchangeCurrentDensity ExchangeCurrentDensity::newman(double prefactor, double maximum_concentration,
                                                      double transfer_coefficient,
                                                      double reference_concentration) {
  const double rest = 1 - transfer_coefficient;
  return {prefactor * maximum_concentration * std::pow(reference_concentration, rest),
          reference_concentration, rest, transfer_coefficient, rest};
}

void ExchangeCurrentDensity::evaluate(std::size_t n, const double* x, const double* c_e, double* i0,
                                      double* d_dx, double* d_dce) const {
  constexpr double lowest = 1e-4;
  for (std::size_t q = 0; q < n; ++q) {
    double salt_slope, lithium_slope, vacancy_slope;
    const double salt = smooth_floor(c_e[q] / reference_, lowest, salt_slope);
    const double lithium = smooth_floor(x[q], lowest, lithium_slope);
    const double vacancy = smooth_floor(1 - x[q], lowest, vacancy_slope);
    const double value = scale_ * std::pow(salt, electrolyte_exponent_) *
                         std::pow(lithium, lithium_exponent_) * std::pow(vacancy, vacancy_exponent_);
    i0[q] = value;
    d_dx[q] =
        value * (lithium_exponent_ * lithium_slope / lithium - vacancy_exponent_ * vacancy_slope / vacancy);
    d_dce[q] = value * electrolyte_exponent_ * salt_slope / (salt * reference_);
  }
}

}  // namespace catena
