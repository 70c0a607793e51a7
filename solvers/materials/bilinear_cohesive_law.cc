// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/bilinear_cohesive_law.h"

#include <sstream>

#include "jobs/run/error.h"
#include "solvers/materials/bilinear_envelope.h"
#include "solvers/materials/cohesive_point.h"

namespace catena {
namespace {

void check(const char* mode, double stiffness, double strength, double toughness) {
  if (strength * strength < 2 * toughness * stiffness) return;
  std::ostringstream sentence;
  sentence << "The cohesive law in " << mode << " cannot soften: a strength of " << strength
           << " Pa and a toughness of " << toughness
           << " J/m^2 need a stiffness above T_0^2/(2 G_c) = " << strength * strength / (2 * toughness)
           << " Pa/m, but it is " << stiffness
           << "; change Interface/Stiffness, Interface/Strength or Interface/Toughness.";
  throw InputError(sentence.str());
}

/// What evaluate_cohesive_point wants of a law.
class Point {
 public:
  explicit Point(const BilinearCohesiveLaw::Values& values)
      : values_(values),
        l0_(values.strength / values.stiffness),
        lf_(2 * values.toughness / values.strength) {
    if (!values.mixed) return;
    shear_l0_ = values.shear_strength / (values.shear_weight * values.stiffness);
    shear_lf_ = 2 * values.shear_toughness / (values.stiffness * shear_l0_);
  }

  const BilinearCohesiveLaw::Values& values() const { return values_; }
  double stiffness() const { return values_.stiffness; }

  template <class Number>
  BilinearEnvelope<Number> envelope(const Number& shear2, const Number& lambda2) const {
    if (!values_.mixed || !(lambda2.value > 0)) return {l0_, lf_, values_.stiffness};
    const Number share = pow(shear2 / lambda2, values_.mixing_exponent);
    const Number l0 = sqrt(l0_ * l0_ + (shear_l0_ * shear_l0_ - l0_ * l0_) * share);
    const Number lf = (l0_ * lf_ + (shear_l0_ * shear_lf_ - l0_ * lf_) * share) / l0;
    return {l0, lf, values_.stiffness};
  }

  /// The opening at the present mode share that would have done the damage of `kappa` in mode I.
  template <class Number>
  Number present(double kappa, const BilinearEnvelope<Number>& envelope) const {
    if (!values_.mixed) return kappa;
    if (kappa <= l0_) return envelope.l0 * (kappa / l0_);
    return envelope.history(mode_one().kept(kappa));
  }

  template <class Number>
  double stored(double kappa, const BilinearEnvelope<Number>& envelope, double old) const {
    if (!values_.mixed) return kappa;
    const double l0 = envelope.l0.value;
    if (kappa <= l0) return std::max(old, kappa * l0_ / l0);
    const BilinearEnvelope<double> present{l0, envelope.lf.value, values_.stiffness};
    return std::max(old, mode_one().history(present.kept(kappa)));
  }

  BilinearEnvelope<double> mode_one() const { return {l0_, lf_, values_.stiffness}; }

 private:
  const BilinearCohesiveLaw::Values& values_;
  double l0_, lf_, shear_l0_ = 0, shear_lf_ = 0;
};

}  // namespace

BilinearCohesiveLaw::BilinearCohesiveLaw(const Values& values, const CohesiveFatigue& fatigue)
    : values_(values), fatigue_(fatigue) {
  check("mode I", values.stiffness, values.strength, values.toughness);
  if (values.mixed)
    check("shear", values.stiffness * values.shear_weight * values.shear_weight, values.shear_strength,
          values.shear_toughness);
}

void BilinearCohesiveLaw::evaluate(std::size_t n, int dim, const double* opening, const CohesiveState* old,
                                   double* traction, double* tangent, CohesiveState* updated) const {
  evaluate_cohesive_points(Point(values_), fatigue_, n, dim, opening, old, traction, tangent, updated);
}

double BilinearCohesiveLaw::stiffness_loss(const CohesiveState& state) const {
  return 1 - Point(values_).mode_one().kept(state.kappa);
}

double BilinearCohesiveLaw::toughness_loss(const CohesiveState& state) const {
  return Point(values_).mode_one().loss(state.kappa);
}

}  // namespace catena
