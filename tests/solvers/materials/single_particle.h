// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "solvers/materials/material.h"

namespace catena_test {

/// A particle alone with a uniform current density on its surface: radial finite volumes and an L-stable
/// Runge-Kutta method of second order. The reference for the solvers in space: it shares with them the laws
/// of `Material`, nothing else; the overpotential is the closed form for transfer coefficients of one half.
///
/// SI units; x = c/c_max; i > 0 takes lithium out.
class SingleParticle {
 public:
  /// A sphere for dim = 3, a long cylinder for dim = 2. Shells get thinner towards the surface.
  SingleParticle(const catena::Material& material, int dim, double radius, int shells);

  void set_uniform(double x);
  /// Holds the current density i [A/m^2] for `duration` [s], in equal steps.
  void advance(double i, double duration, int steps);

  /// x averaged over the volume, at the surface under the current density i, and in the middle of each shell.
  double mean() const;
  double surface(double i) const;
  double at(double radius) const;
  /// phi_s - phi_e = U(x_s) + eta + i R_int, at the electrolyte's initial concentration.
  double voltage(double i, double resistance) const;
  const std::vector<double>& profile() const { return x_; }
  const std::vector<double>& middles() const { return middle_; }

 private:
  /// The time x' of its shells; with `tangent` its three diagonals.
  void rate(const std::vector<double>& x, double i, std::vector<double>& result,
            std::vector<double>* tangent) const;
  /// Solves k = rate(x + step k).
  std::vector<double> stage(const std::vector<double>& x, double step, double i) const;

  const catena::Material& material_;
  int dim_;
  std::vector<double> face_, middle_, area_, volume_,
      x_;  ///< areas and volumes without the factor 4 pi or 2 pi
};

}  // namespace catena_test
