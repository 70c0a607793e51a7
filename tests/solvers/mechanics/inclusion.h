// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/mechanics/mechanics.h"

namespace catena {

/// Closed form: a ball (in two dimensions a cylinder in plane strain) of radius R that wants the misfit
/// strain e, in an infinite matrix, with an interface that opens by `gap` at traction T (J. D. Eshelby, Proc.
/// R. Soc. A 241, 376 (1957), for gap = 0). Inside u = a r, outside u = -T/(2 (dim-1) G_m) R^dim/r^(dim-1).
/// GPa and um.
template <int dim>
struct Inclusion {
  Elasticity particle, matrix;
  double radius = 1;

  /// Stiffnesses of the two sides, traction over displacement: series of both is `k`.
  double particle_side() const {
    return (dim == 3 ? 3 * particle.bulk() : 2 * (particle.lambda() + particle.shear())) / radius;
  }
  double matrix_side() const { return 2 * (dim - 1) * matrix.shear() / radius; }
  double series() const { return 1 / (1 / particle_side() + 1 / matrix_side()); }
  /// Opening wanted: that of the particle alone, free.
  double demand(double misfit) const { return -3 * particle.bulk() * misfit / particle_side(); }

  /// T for an opening that stays.
  double traction(double misfit, double gap) const { return series() * (demand(misfit) - gap); }
  /// T for a spring of stiffness K.
  double spring_traction(double misfit, double K) const { return demand(misfit) / (1 / series() + 1 / K); }

  dealii::Tensor<1, dim> displacement(const dealii::Tensor<1, dim>& from_centre, Phase phase, double misfit,
                                      double T) const {
    if (phase == Phase::particles) return (T / particle_side() - demand(misfit)) / radius * from_centre;
    return -T / matrix_side() * std::pow(radius / from_centre.norm(), dim) / radius * from_centre;
  }
};

}  // namespace catena
