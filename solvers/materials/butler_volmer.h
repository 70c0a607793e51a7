// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

#include "solvers/materials/physical_constants.h"

namespace catena {

/// Charge transfer at an interface whose resistance lies within the overpotential (implicit in i):
///   i = i0 (exp(a_a F eta/(R T)) - exp(-a_c F eta/(R T))),  eta = V - U - shift - i R_int,  V = phi_s -
///   phi_e.
/// i > 0 is anodic: lithium leaves the particle (charge). `shift` = Omega sigma_h/F is the effect of stress.
///
/// Solved point by point by Newton's method within a bracket in eta, where eta + R i(eta) grows monotonically
/// with slope >= 1: it converges from any voltage, to rounding. Exponents beyond 250 go on as straight lines,
/// so nothing overflows, whatever Newton's iterates of the fields are.
class ButlerVolmer {
 public:
  /// Arrays of n points; `di0_dce`, `share` and `shift` may be null.
  struct Input {
    const double* voltage;                  ///< phi_s - phi_e, V
    const double* potential;                ///< U, V
    const double* dpotential_dx;            ///< V
    const double* exchange;                 ///< i0, A/m^2, not negative
    const double* dexchange_dx;             ///< A/m^2
    const double* resistance;               ///< R_int, ohm m^2, not negative
    const double* dexchange_dce = nullptr;  ///< A m/mol
    const double* share = nullptr;          ///< reacting share of the area; null: 1
    const double* shift = nullptr;          ///< V; null: 0
  };
  /// Arrays of n points; each may be null. `current` is per total area: the share is within all but eta.
  struct Output {
    double* current = nullptr;         ///< i, A/m^2
    double* di_dvoltage = nullptr;     ///< A/(m^2 V), also -di/dshift
    double* di_dx = nullptr;           ///< A/m^2, by U and i0
    double* di_dresistance = nullptr;  ///< A/(m^2 ohm m^2)
    double* di_dce = nullptr;          ///< A m/mol; wants dexchange_dce
    double* di_dshare = nullptr;       ///< A/m^2
    double* overpotential = nullptr;   ///< eta, V
  };

  explicit ButlerVolmer(double anodic = 0.5, double cathodic = 0.5, double temperature = 298.15)
      : anodic_(anodic * faraday_constant / (gas_constant * temperature)),
        cathodic_(cathodic * faraday_constant / (gas_constant * temperature)) {}

  void evaluate(std::size_t n, const Input& input, const Output& output) const;

 private:
  /// i/i0 and its derivative to eta.
  struct Kinetics {
    double value, slope;
  };
  Kinetics kinetics(double eta) const;
  double overpotential(double drive, double i0, double resistance) const;

  double anodic_, cathodic_;  ///< a F/(R T), 1/V
};

}  // namespace catena
