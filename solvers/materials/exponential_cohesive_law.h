// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/materials/cohesive_fatigue.h"
#include "solvers/materials/cohesive_law.h"

namespace catena {

/// T = e T_0 z exp(-z), z = lambda/lc, with lc = G_c/(e T_0): the strength T_0 is reached at lc, the
/// stiffness K = e T_0/lc follows from the two, and damage begins with the first opening:
///   d = 1 - exp(-kappa/lc),  w = 1 - exp(-z)(1 + z + z^2/2), z = kappa/lc.
/// Ortiz and Pandolfi (1999), see CohesiveLaw; unloading goes straight to the origin.
class ExponentialCohesiveLaw : public CohesiveLaw {
 public:
  struct Values {
    double strength = 8e6;            ///< T_0, Pa
    double toughness = 0.5;           ///< G_c, J/m^2
    double shear_weight = 1;          ///< b
    double contact_stiffness = 1e16;  ///< K_c, Pa/m
    double residual = 1e-5;           ///< share of K
  };

  ExponentialCohesiveLaw(const Values& values, const CohesiveFatigue& fatigue)
      : values_(values), fatigue_(fatigue) {}

  void evaluate(std::size_t n, int dim, const double* opening, const CohesiveState* old, double* traction,
                double* tangent, CohesiveState* updated) const override;
  double stiffness_loss(const CohesiveState& state) const override;
  double toughness_loss(const CohesiveState& state) const override;
  double stiffness() const override;
  double toughness() const override { return values_.toughness; }
  const Values& values() const { return values_; }

 private:
  Values values_;
  CohesiveFatigue fatigue_;
};

}  // namespace catena
