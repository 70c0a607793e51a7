// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>

namespace catena {

/// Isotropic linear elasticity with a misfit strain e: sigma = lambda tr(eps) I + 2 mu eps - 3 K e I.
/// In two dimensions plane strain: eps_zz = 0, and sigma_zz = lambda tr(eps) - 3 K e is not zero.
struct Elasticity {
  double young = 0;    ///< E, Pa
  double poisson = 0;  ///< nu

  double lambda() const { return young * poisson / ((1 + poisson) * (1 - 2 * poisson)); }
  double shear() const { return young / (2 * (1 + poisson)); }  ///< mu, Pa
  double bulk() const { return young / (3 * (1 - 2 * poisson)); }

  /// Stress [Pa] (3 x 3, row by row) for a strain (dim x dim, row by row, symmetric) and misfit strain e.
  std::array<double, 9> stress(int dim, const double* strain, double misfit) const;
};

/// tr(sigma)/3.
double hydrostatic_stress(const std::array<double, 9>& stress);
double von_mises_stress(const std::array<double, 9>& stress);

}  // namespace catena
