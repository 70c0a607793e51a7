// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>

namespace catena {

/// Closed form: a bilinear cohesive law in series with a spring k, stretched by a demand: k (demand -
/// opening) = T. Lengths in um, stress in GPa. Loading beyond the strength is stable where the softening
/// T0/(lf - l0) < k.
struct SeriesDebonding {
  double k, stiffness, strength, failure;
  double kappa = 0;  ///< largest opening so far

  double first() const { return strength / stiffness; }
  double onset_demand() const { return first() + strength / k; }
  double softening() const { return strength / (failure - first()); }
  double loss() const {
    return kappa <= first() ? 0 : std::min(1., failure * (kappa - first()) / (kappa * (failure - first())));
  }
  double dissipation() const { return std::clamp((kappa - first()) / (failure - first()), 0., 1.); }

  /// The opening at a demand; it becomes history.
  double open(double demand) {
    const double on_secant = k * demand / (k + (demand < 0 ? stiffness : (1 - loss()) * stiffness));
    if (on_secant <= std::max(kappa, first())) {
      kappa = std::max(kappa, on_secant);
      return on_secant;
    }
    kappa = demand >= failure ? demand : (k * demand - softening() * failure) / (k - softening());
    return kappa;
  }
};

}  // namespace catena
