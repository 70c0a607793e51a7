// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>

#include "solvers/materials/cohesive_law.h"

namespace catena {

/// Traction at interface points in GPa, in local axes (component 0 along the normal), as a function T(p) of
/// what drives it:
///   spring     p = [[u]], the opening in um; T is the cohesive law.
///   Nitsche's  p = kappa [[u]] + {s} in GPa: the opening delta that the law has is the solution of
///              kappa delta + T(delta) = p, so that both an infinitely stiff law (T = p, the method of J.
///              Nitsche, Abh. Math. Semin. Univ. Hamb. 36, 9 (1971)) and a soft one are exact; M. Juntunen
///              and R. Stenberg, Math. Comp. 78, 1353 (2009), doi:10.1090/S0025-5718-08-02183-2, for linear
///              springs.
/// T(p) has one value as long as kappa exceeds the law's steepest softening s, over all modes between opening
/// and shear: kappa delta + T(delta) then rises in every direction.
class InterfaceTraction {
 public:
  /// \param stabilisation kappa, GPa/um; 0: spring. \throws InputError if the law softens as steeply as that.
  InterfaceTraction(const CohesiveLaw& law, int dim, double stabilisation);

  double stabilisation() const { return stabilisation_; }
  const CohesiveLaw& law() const { return law_; }
  /// At one point: drive p and the old state give traction [GPa], dT/dp (dim x dim), opening [um] and new
  /// state.
  void evaluate(const double* drive, const CohesiveState& old, double* traction, double* tangent,
                double* opening, CohesiveState& updated) const;
  /// dT/dp, normal and tangential, if only `share` of the undamaged stiffness is left.
  std::array<double, 2> stiffness(double share) const;
  /// The effective opening [m] at which a fresh interface begins to use up toughness.
  double onset() const { return onset_; }

 private:
  void evaluate_law(const double* opening, const CohesiveState& old, double* traction, double* tangent,
                    CohesiveState& updated) const;
  double find_onset(int component) const;
  /// s in GPa/um, from openings of a fresh interface in fixed proportions.
  double steepest_softening() const;

  const CohesiveLaw& law_;
  int dim_;
  double stabilisation_;
  std::array<double, 2> intact_;  ///< stiffness of the undamaged law, GPa/um
  double onset_;
};

}  // namespace catena
