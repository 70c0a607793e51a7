// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

namespace catena {

/// Exchange current density i0 = scale (c_e/c_e0)^p x^q (1 - x)^r [A/m^2], x = c/c_max at the surface.
///
/// Towards x = 0 and x = 1 the factors x and 1 - x pass below 1e-4 into exponentials with continuous slope
/// (smooth_floor): a full or an empty surface resists with a steep but finite overpotential, and i0 > 0 for
/// every x; likewise c_e below 1e-4 c_e0.
class ExchangeCurrentDensity {
 public:
  ExchangeCurrentDensity(double scale, double reference_concentration, double electrolyte_exponent,
                         double lithium_exponent, double vacancy_exponent);

  /// NMC811, O'Regan et al., Electrochim. Acta 425, 140700 (2022), doi:10.1016/j.electacta.2022.140700:
  /// 5.028 A/m^2 (c_e/c_e0)^0.57 x^0.43 (1 - x)^0.57.
  static ExchangeCurrentDensity o_regan_2022(double reference_concentration = 1000);
  /// i0 = F k (c_e)^(1-a) (c_max - c)^(1-a) c^a, Doyle, Fuller and Newman, J. Electrochem. Soc. 140, 1526
  /// (1993), doi:10.1149/1.2221597. `prefactor` = F k in A/m^2 (m^3/mol)^(2-a), e.g. 3.42e-6 with a = 1/2 in
  /// Chen et al. (2020), where c_max = 63104 mol/m^3.
  static ExchangeCurrentDensity newman(double prefactor, double maximum_concentration,
                                       double transfer_coefficient = 0.5,
                                       double reference_concentration = 1000);

  /// i0 [A/m^2], di0/dx [A/m^2] and di0/dc_e [A m/mol] at n points; c_e [mol/m^3].
  void evaluate(std::size_t n, const double* x, const double* c_e, double* i0, double* d_dx,
                double* d_dce) const;

 private:
  double scale_, reference_, electrolyte_exponent_, lithium_exponent_, vacancy_exponent_;
};

}  // namespace catena
