// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

namespace catena {

/// What an interface point remembers. A fresh point is all zeros. Plain data: may be copied byte by byte into
/// checkpoints, and averaged over points.
struct CohesiveState {
  double kappa = 0;        ///< largest effective opening, as widened by fatigue, m; it alone sets d and w
  double fatigue = 0;      ///< the part of w that came by fatigue
  double accumulated = 0;  ///< sum of all changes of the effective opening, m
  double work = 0;         ///< work dissipated so far, J/m^2
  double opening = 0;      ///< the effective opening of this state, m
};

/// Traction across an interface that can debond, as a function of its opening [[u]] = u_matrix - u_particle
/// in local axes: component 0 along the normal (> 0 opens), the rest tangential.
///   T = ((1 - d) + residual) K (<delta_n>, b^2 delta_s)   and   T_n = K_c delta_n where delta_n < 0,
/// with effective opening lambda^2 = <delta_n>^2 + b^2 |delta_s|^2 (Ortiz and Pandolfi, Int. J. Numer. Meth.
/// Eng. 44, 1267 (1999), doi:10.1002/(SICI)1097-0207(19990330)44:9<1267::AID-NME486>3.0.CO;2-7). d never
/// falls. Closing does no damage; `residual` is an elastic spring beside the law that keeps debonded
/// particles in place.
///
/// Two measures of damage: d, the loss of stiffness, which saturates early; and w, the share of the toughness
/// G_c that is used up: G_c (1 - w) is what can still be dissipated. Without fatigue G_c w is the work
/// dissipated so far; fatigue uses up toughness for less work than that (`work` <= G_c w).
///
/// A law is a pure function of opening and old state: call it as often as Newton's method wants with the
/// state of the last accepted step, and keep the new state of the accepted one.
class CohesiveLaw {
 public:
  virtual ~CohesiveLaw() = default;
  /// At n points in `dim` (2, 3) dimensions: opening [m] (n x dim) and old states give traction [Pa] (n x
  /// dim), tangent dT/dopening [Pa/m] (n x dim x dim, [component][by opening], consistent; may be null) and
  /// new states (may be null, may be `old`).
  virtual void evaluate(std::size_t n, int dim, const double* opening, const CohesiveState* old,
                        double* traction, double* tangent, CohesiveState* updated) const = 0;
  /// d, 0..1.
  virtual double stiffness_loss(const CohesiveState& state) const = 0;
  /// w, 0..1; as a mode I opening would have used it up where the toughness depends on the mode.
  virtual double toughness_loss(const CohesiveState& state) const = 0;
  /// Of the undamaged interface, K [Pa/m].
  virtual double stiffness() const = 0;
  /// G_c in mode I [J/m^2].
  virtual double toughness() const = 0;
};

}  // namespace catena
