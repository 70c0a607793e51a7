// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/exponential_cohesive_law.h"

#include <cmath>

#include "solvers/materials/cohesive_point.h"

namespace catena {
namespace {

constexpr double euler = 2.718281828459045235;

/// See cohesive_point.h.
template <class Number>
struct ExponentialEnvelope {
  Number lc;
  double energy_to_fail;

  Number onset() const { return Number(0); }
  const Number& strength() const { return lc; }
  Number length() const { return euler * lc; }
  Number toughness() const { return Number(energy_to_fail); }
  Number kept(const Number& kappa) const {
    using std::exp;
    return exp(-(kappa / lc));
  }
  Number history(const Number& share) const {
    using std::log;
    return -(lc * log(share));
  }
  Number left(const Number& z) const {
    using std::exp;
    return exp(-z) * (1 + z + 0.5 * z * z);
  }
  Number loss(const Number& kappa) const { return 1 - left(kappa / lc); }
  Number energy(const Number& opening) const {
    using std::exp;
    const Number z = opening / lc;
    return 1 - exp(-z) * (1 + z);
  }
  /// By the midpoint rule.
  Number widened(const Number& kappa, const Number& y) const {
    const Number z = kappa / lc, step = y / lc;
    return kappa + y * left(z + 0.5 * step * left(z));
  }
};

class Point {
 public:
  explicit Point(const ExponentialCohesiveLaw::Values& values)
      : values_(values), lc_(values.toughness / (euler * values.strength)) {}

  const ExponentialCohesiveLaw::Values& values() const { return values_; }
  double stiffness() const { return euler * values_.strength / lc_; }
  template <class Number>
  ExponentialEnvelope<Number> envelope(const Number&, const Number&) const {
    return {lc_, values_.toughness};
  }
  template <class Number>
  Number present(double kappa, const ExponentialEnvelope<Number>&) const {
    return kappa;
  }
  template <class Number>
  double stored(double kappa, const ExponentialEnvelope<Number>&, double) const {
    return kappa;
  }
  ExponentialEnvelope<double> mode_one() const { return {lc_, values_.toughness}; }

 private:
  const ExponentialCohesiveLaw::Values& values_;
  double lc_;
};

}  // namespace

double ExponentialCohesiveLaw::stiffness() const { return Point(values_).stiffness(); }

void ExponentialCohesiveLaw::evaluate(std::size_t n, int dim, const double* opening, const CohesiveState* old,
                                      double* traction, double* tangent, CohesiveState* updated) const {
  evaluate_cohesive_points(Point(values_), fatigue_, n, dim, opening, old, traction, tangent, updated);
}

double ExponentialCohesiveLaw::stiffness_loss(const CohesiveState& state) const {
  return 1 - Point(values_).mode_one().kept(state.kappa);
}

double ExponentialCohesiveLaw::toughness_loss(const CohesiveState& state) const {
  return Point(values_).mode_one().loss(state.kappa);
}

}  // namespace catena
