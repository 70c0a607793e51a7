// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/materials/cohesive_fatigue.h"
#include "solvers/materials/cohesive_law.h"

namespace catena {

/// Rises with stiffness K to the strength T_0 at l0 = T_0/K, falls straight to zero at lf = 2 G_c/T_0:
///   d = lf (kappa - l0)/(kappa (lf - l0)),  w = (kappa - l0)/(lf - l0)  for l0 < kappa < lf.
/// Camanho and Davila, NASA/TM-2002-211737 (2002).
///
/// With `mixed` the shear mode has its own strength and toughness, and with the mode share B = b^2
/// delta_s^2/lambda^2 G_c = G_I + (G_II - G_I) B^eta (Benzeggagh and Kenane, Compos. Sci. Technol. 56, 439
/// (1996), doi:10.1016/0266-3538(96)00005-X), l0^2 likewise (Turon et al., Mech. Mater. 38, 1072 (2006),
/// doi:10.1016/j.mechmat.2005.10.003); the state then keeps d, as the kappa that gives it in mode I.
class BilinearCohesiveLaw : public CohesiveLaw {
 public:
  struct Values {
    double stiffness = 1e16;          ///< K, Pa/m
    double strength = 8e6;            ///< T_0, Pa
    double toughness = 0.5;           ///< G_c, J/m^2
    double shear_weight = 1;          ///< b
    double contact_stiffness = 1e16;  ///< K_c, Pa/m
    double residual = 1e-5;           ///< share of K
    bool mixed = false;
    double shear_strength = 8e6;   ///< Pa, with `mixed`
    double shear_toughness = 0.5;  ///< G_II, J/m^2, with `mixed`
    double mixing_exponent = 2;    ///< eta >= 1, with `mixed`
  };

  /// \throws InputError unless l0 < lf in each mode, i.e. K > T_0^2/(2 G_c).
  BilinearCohesiveLaw(const Values& values, const CohesiveFatigue& fatigue);

  void evaluate(std::size_t n, int dim, const double* opening, const CohesiveState* old, double* traction,
                double* tangent, CohesiveState* updated) const override;
  double stiffness_loss(const CohesiveState& state) const override;
  double toughness_loss(const CohesiveState& state) const override;
  double stiffness() const override { return values_.stiffness; }
  double toughness() const override { return values_.toughness; }
  const Values& values() const { return values_; }

 private:
  Values values_;
  CohesiveFatigue fatigue_;
};

}  // namespace catena
