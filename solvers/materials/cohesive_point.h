// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "solvers/materials/cohesive_fatigue.h"
#include "solvers/materials/cohesive_law.h"
#include "solvers/materials/dual_number.h"

namespace catena {

// One point of a cohesive law, with the derivatives by the opening carried along in Dual numbers. What
// differs from law to law is its envelope, the law of an opening that only grows. For Number = Dual<dim> an
// Envelope has
//   onset()      opening where damage begins          strength()  opening of the largest traction
//   length()     opening over which it softens        toughness() G_c at the present mode share
//   kept(kappa)  1 - d                                 history(s)  kappa with kept(kappa) = s
//   loss(kappa)  w                                     energy(l)   area under the envelope up to l, over G_c
//   widened(kappa, y)  kappa after dkappa/dy = 1 - w(kappa)
// and a law has values(), stiffness(), envelope(shear2, lambda2) at the mode share of an opening, mode_one(),
// that of pure opening, and present(kappa, envelope) and stored(kappa, envelope, before), which take the
// state's kappa, which is that of mode I, to the present mode share and back.

/// kappa after the effective opening has gone from `before` to `lambda`, by fatigue alone.
template <class Number, class Envelope>
Number fatigued_history(const CohesiveFatigue& fatigue, const Envelope& envelope, const Number& kappa,
                        double before, double accumulated, const Number& lambda) {
  const bool opens = lambda.value > before;
  if (fatigue.law == CohesiveFatigue::Law::none || envelope.kept(kappa).value <= 0) return kappa;
  const Number start = std::max(kappa, envelope.onset());
  switch (fatigue.law) {
    case CohesiveFatigue::Law::none:
      break;
    case CohesiveFatigue::Law::opening_increment:
      if (opens) return envelope.widened(kappa, fatigue.factor * (lambda - before));
      break;
    case CohesiveFatigue::Law::roe_siegmund: {
      const Number reference = std::max(kappa, envelope.strength());
      if (accumulated <= envelope.strength().value) break;
      // The integral of <l/reference - C_f> dl.
      const auto primitive = [&](const Number& opening) {
        const Number excess = opening / reference - fatigue.endurance;
        return excess.value > 0 ? 0.5 * reference * excess * excess : Number(0);
      };
      const Number change = primitive(lambda) - primitive(before);
      if (change.value != 0)
        return start + envelope.length() * (change.value > 0 ? change : -change) / fatigue.length;
      break;
    }
    case CohesiveFatigue::Law::turon:
      if (opens && std::max(kappa, lambda) > envelope.onset())
        return start + envelope.length() * fatigue.rate *
                           (pow(envelope.energy(lambda), fatigue.exponent) -
                            pow(envelope.energy(before), fatigue.exponent));
      break;
    case CohesiveFatigue::Law::stiffness_decay:
      if (opens && kappa > envelope.onset())
        return envelope.history(envelope.kept(kappa) * exp((Number(before) - lambda) / fatigue.length));
      break;
  }
  return kappa;
}

template <int dim, class Law>
void evaluate_cohesive_point(const Law& law, const CohesiveFatigue& fatigue, const double* opening,
                             const CohesiveState& old, double* traction, double* tangent,
                             CohesiveState* updated) {
  using Number = Dual<dim>;
  const auto& values = law.values();
  const double weight = values.shear_weight * values.shear_weight, K = law.stiffness();

  const Number normal = opening[0] > 0 ? Number::variable(opening[0], 0) : Number(0);
  Number shear2(0);
  for (int i = 1; i < dim; ++i) {
    const Number component = Number::variable(opening[i], i);
    shear2 = shear2 + weight * component * component;
  }
  const Number lambda2 = normal * normal + shear2;
  const Number lambda = lambda2.value > 0 ? sqrt(lambda2) : Number(0);

  const auto envelope = law.envelope(shear2, lambda2);
  const Number before = law.present(old.kappa, envelope);
  const Number widened = fatigued_history(fatigue, envelope, before, old.opening, old.accumulated, lambda);
  const Number kappa = std::max(std::max(before, widened), lambda);
  const Number kept = envelope.kept(kappa);
  const Number stiffness = K * (kept + values.residual);

  Number force[dim];
  force[0] = stiffness * normal;
  if (opening[0] < 0) force[0] = force[0] + values.contact_stiffness * Number::variable(opening[0], 0);
  for (int i = 1; i < dim; ++i) force[i] = stiffness * weight * Number::variable(opening[i], i);
  for (int i = 0; i < dim; ++i) {
    traction[i] = force[i].value;
    if (tangent)
      for (int j = 0; j < dim; ++j) tangent[i * dim + j] = force[i].slope[j];
  }
  if (!updated) return;

  const double used = envelope.loss(kappa).value - envelope.loss(before).value;
  // On the envelope all that is used up is dissipated; below it, half K lambda^2 dd, lambda^2 averaged over
  // the step.
  double work = envelope.toughness().value * used;
  if (kappa > lambda) {
    const double a = old.opening, b = lambda.value;
    work = std::min(work, K * (a * a + a * b + b * b) / 6 * (envelope.kept(before).value - kept.value));
  }
  const double widest = law.stored(kappa.value, envelope, old.kappa);
  const double by_opening = law.stored(std::max(before, lambda).value, envelope, old.kappa);
  CohesiveState state = old;
  state.fatigue += law.mode_one().loss(widest) - law.mode_one().loss(by_opening);
  state.accumulated += std::fabs(lambda.value - old.opening);
  state.work += std::max(0.0, work);
  state.opening = lambda.value;
  state.kappa = widest;
  *updated = state;
}

template <class Law>
void evaluate_cohesive_points(const Law& law, const CohesiveFatigue& fatigue, std::size_t n, int dim,
                              const double* opening, const CohesiveState* old, double* traction,
                              double* tangent, CohesiveState* updated) {
  for (std::size_t q = 0; q < n; ++q) {
    double* slope = tangent ? tangent + q * dim * dim : nullptr;
    CohesiveState* next = updated ? updated + q : nullptr;
    if (dim == 2)
      evaluate_cohesive_point<2>(law, fatigue, opening + 2 * q, old[q], traction + 2 * q, slope, next);
    else
      evaluate_cohesive_point<3>(law, fatigue, opening + 3 * q, old[q], traction + 3 * q, slope, next);
  }
}

}  // namespace catena
