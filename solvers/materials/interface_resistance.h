// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>

namespace catena {

/// How damage m of an interface (0 bonded .. 1 debonded) hinders its charge transfer. All grow with m and are
/// R_0 at m = 0:
///   film         R = R_0 + R_D m
///   contact      R = R_0, and the share 1 - m of the area reacts
///   series       R = R_0 (1 + m_min)/(1 - m + m_min)
///   exponential  R = R_0 exp(b m)
/// The form of the law is not known from experiments: it is a choice of the model.
class InterfaceResistance {
 public:
  enum class Law { film, contact, series, exponential };
  struct Values {
    Law law = Law::film;
    double high = 2e-3;      ///< R_0 towards carbon/binder of high conductivity, ohm m^2
    double low = 2e-3;       ///< R_0 towards carbon/binder of low conductivity, ohm m^2
    double growth = 0.05;    ///< R_D of `film`, ohm m^2
    double smallest = 0.02;  ///< m_min of `series`
    double exponent = 3;     ///< b of `exponential`
  };

  explicit InterfaceResistance(const Values& values) : values_(values) {}

  const Values& values() const { return values_; }
  /// R_0 [ohm m^2] where the share `high` (0..1) of a point's surroundings is the carbon/binder of high
  /// conductivity.
  double initial(double high) const { return high * values_.high + (1 - high) * values_.low; }
  /// At n points with R_0 [ohm m^2] and damage m: R [ohm m^2], dR/dm, the reacting share a of the area and
  /// da/dm. m outside of [0, 1] counts as the nearer end, with derivative 0. `share` and `dshare` may be
  /// null.
  void evaluate(std::size_t n, const double* R_0, const double* m, double* R, double* dR, double* share,
                double* dshare) const;

 private:
  Values values_;
};

}  // namespace catena
