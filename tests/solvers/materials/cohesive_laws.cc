// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Cohesive laws at a point: shape, energy, irreversibility, contact, tangent; every law with every kind of
// fatigue.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <memory>
#include <random>
#include <vector>

#include "jobs/run/error.h"
#include "solvers/materials/bilinear_cohesive_law.h"
#include "solvers/materials/exponential_cohesive_law.h"

using namespace catena;

namespace {

constexpr double T_0 = 8e6, G_c = 0.5, l_f = 2 * G_c / T_0;
using Fatigue = CohesiveFatigue::Law;
using Pointer = std::unique_ptr<CohesiveLaw>;

Pointer bilinear(Fatigue fatigue = Fatigue::none, bool mixed = false) {
  BilinearCohesiveLaw::Values values;
  values.mixed = mixed;
  values.shear_strength = 14e6;
  values.shear_toughness = 1.3;
  if (!mixed) values.shear_weight = 0.8;
  CohesiveFatigue law;
  law.law = fatigue;
  return std::make_unique<BilinearCohesiveLaw>(values, law);
}

Pointer exponential(Fatigue fatigue = Fatigue::none) {
  CohesiveFatigue law;
  law.law = fatigue;
  return std::make_unique<ExponentialCohesiveLaw>(ExponentialCohesiveLaw::Values(), law);
}

constexpr Fatigue fatigues[] = {Fatigue::none, Fatigue::opening_increment, Fatigue::roe_siegmund,
                                Fatigue::turon, Fatigue::stiffness_decay};

std::vector<Pointer> all_laws() {
  std::vector<Pointer> result;
  for (const Fatigue fatigue : fatigues) {
    result.push_back(bilinear(fatigue));
    result.push_back(bilinear(fatigue, true));
    result.push_back(exponential(fatigue));
  }
  return result;
}

/// Goes straight to an opening in `steps`; the work done on the interface.
double go(const CohesiveLaw& law, CohesiveState& state, double (&opening)[3], const double (&target)[3],
          int steps) {
  double work = 0, before[3], after[3];
  const double start[3] = {opening[0], opening[1], opening[2]};
  CohesiveState unchanged = state;
  law.evaluate(1, 3, opening, &state, before, nullptr, &unchanged);
  for (int k = 1; k <= steps; ++k) {
    double next[3];
    for (int i = 0; i < 3; ++i) next[i] = start[i] + (target[i] - start[i]) * k / steps;
    law.evaluate(1, 3, next, &state, after, nullptr, &state);
    for (int i = 0; i < 3; ++i) {
      work += 0.5 * (before[i] + after[i]) * (next[i] - opening[i]);
      opening[i] = next[i];
      before[i] = after[i];
    }
  }
  return work;
}

double go(const CohesiveLaw& law, CohesiveState& state, double& normal, double target, int steps) {
  double opening[3] = {normal, 0, 0};
  const double work = go(law, state, opening, {target, 0, 0}, steps);
  normal = target;
  return work;
}

double normal_traction(const CohesiveLaw& law, const CohesiveState& state, double normal) {
  const double opening[3] = {normal, 0, 0};
  double traction[3];
  law.evaluate(1, 3, opening, &state, traction, nullptr, nullptr);
  return traction[0];
}

}  // namespace

BOOST_AUTO_TEST_CASE(bilinear_shape) {
  const Pointer law = bilinear();
  const double l_0 = T_0 / 1e16;
  const CohesiveState fresh;
  BOOST_TEST(std::fabs(normal_traction(*law, fresh, 0.5 * l_0) / (0.5 * T_0) - 1) < 2e-5);  // residual 1e-5
  BOOST_TEST(std::fabs(normal_traction(*law, fresh, l_0) / T_0 - 1) < 2e-5);
  const double half = 0.5 * (l_0 + l_f);
  BOOST_TEST(std::fabs(normal_traction(*law, fresh, half) / (0.5 * T_0) - 1) < 2e-3);
  BOOST_TEST(std::fabs(normal_traction(*law, fresh, 1.1 * l_f) / (1e-5 * 1e16 * 1.1 * l_f) - 1) < 1e-12);
  CohesiveState state;
  double normal = 0;
  go(*law, state, normal, half, 1);
  BOOST_TEST(std::fabs(law->toughness_loss(state) - 0.5) < 1e-12);
  BOOST_TEST(std::fabs(law->stiffness_loss(state) - l_f * (half - l_0) / (half * (l_f - l_0))) < 1e-12);
  BOOST_TEST(law->toughness() == G_c);
  BOOST_TEST(law->stiffness() == 1e16);
}

BOOST_AUTO_TEST_CASE(exponential_shape) {
  const Pointer law = exponential();
  const double l_c = G_c / (std::exp(1.0) * T_0);
  const CohesiveState fresh;
  double largest = 0;
  for (int k = 0; k <= 300; ++k) {
    const double z = 0.01 * k, T = normal_traction(*law, fresh, z * l_c);
    BOOST_TEST(std::fabs(T - std::exp(1.0) * T_0 * z * std::exp(-z)) < 4e-5 * std::exp(1.0) * T_0);
    largest = std::max(largest, T);
  }
  BOOST_TEST(std::fabs(largest / T_0 - 1) < 1e-4);
  BOOST_TEST(std::fabs(law->stiffness() / (std::exp(1.0) * T_0 / l_c) - 1) < 1e-12);
}

BOOST_AUTO_TEST_CASE(debonding_dissipates_the_toughness) {
  for (const bool is_bilinear : {true, false})
    for (const int steps : {1, 7, 2000}) {  // the work dissipated does not depend on the steps
      const Pointer law = is_bilinear ? bilinear() : exponential();
      CohesiveState state;
      double normal = 0;
      const double end = is_bilinear ? 1.2 * l_f : 40 * l_f;
      const double work = go(*law, state, normal, end, steps);
      BOOST_TEST(std::fabs(state.work / G_c - 1) < 1e-10);
      BOOST_TEST(std::fabs(law->toughness_loss(state) - 1) < 1e-10);
      BOOST_TEST(std::fabs(law->stiffness_loss(state) - 1) < 1e-10);
      const double stored = 0.5 * 1e-5 * law->stiffness() * end * end;
      if (is_bilinear && steps == 2000) BOOST_TEST(std::fabs((work - stored) / G_c - 1) < 1e-2);
    }
}

BOOST_AUTO_TEST_CASE(w_is_the_work_dissipated_on_the_envelope) {
  for (const bool is_bilinear : {true, false}) {
    const Pointer law = is_bilinear ? bilinear() : exponential();
    CohesiveState state;
    double opening[3] = {0, 0, 0};
    for (const double reach : {0.1, 0.3, 0.05, 0.7, 0.0, 0.9}) {
      go(*law, state, opening, {reach * l_f, 0.3 * reach * l_f, -0.2 * reach * l_f}, 11);
      BOOST_TEST(std::fabs(state.work / G_c - law->toughness_loss(state)) < 1e-10);
    }
  }
}

BOOST_AUTO_TEST_CASE(shear_and_mixed_mode) {
  // Benzeggagh-Kenane: pure modes have their own strength and toughness, in between the mixed one.
  const Pointer law = bilinear(Fatigue::none, true);
  const double share = 0.36;  // of shear: opening 0.8, sliding 0.6
  const double expected[3] = {G_c, 1.3, G_c + (1.3 - G_c) * share * share};
  const double strength[3] = {T_0, 14e6, std::sqrt(T_0 * T_0 + (14e6 * 14e6 - T_0 * T_0) * share * share)};
  const double direction[3][3] = {{1, 0, 0}, {0, 0.6, -0.8}, {0.8, 0, 0.6}};
  for (int mode = 0; mode < 3; ++mode) {
    CohesiveState state;
    double opening[3] = {0, 0, 0}, largest = 0, traction[3];
    for (int k = 1; k <= 4000; ++k) {
      double next[3];
      for (int i = 0; i < 3; ++i) next[i] = direction[mode][i] * 3.2e-7 * k * k / 16e6;
      law->evaluate(1, 3, next, &state, traction, nullptr, &state);
      largest = std::max(largest, std::hypot(traction[0], std::hypot(traction[1], traction[2])));
    }
    BOOST_TEST(std::fabs(state.work / expected[mode] - 1) < 1e-8);
    BOOST_TEST(std::fabs(largest / strength[mode] - 1) < 5e-3, "strength " << largest);
    BOOST_TEST(law->stiffness_loss(state) == 1);
    BOOST_TEST(law->toughness_loss(state) == 1);
    (void)opening;
  }
}

BOOST_AUTO_TEST_CASE(unloading_goes_to_the_origin) {
  for (const auto& law : {bilinear(), bilinear(Fatigue::none, true), exponential()}) {
    CohesiveState state;
    double opening[3] = {0, 0, 0}, traction[3], peak[3];
    const double top[3] = {0.3 * l_f, 0.1 * l_f, 0};
    go(*law, state, opening, top, 5);
    law->evaluate(1, 3, top, &state, peak, nullptr, nullptr);
    const double kept = 1 - law->stiffness_loss(state) + 1e-5;
    BOOST_TEST(std::fabs(peak[0] / (kept * law->stiffness() * top[0]) - 1) < 1e-9);
    const CohesiveState loaded = state;
    for (const double part : {0.7, 0.2, 0.0, 0.5, 0.99}) {
      const double now[3] = {part * top[0], part * top[1], 0};
      law->evaluate(1, 3, now, &state, traction, nullptr, &state);
      for (int i = 0; i < 3; ++i) BOOST_TEST(std::fabs(traction[i] - part * peak[i]) < 1e-9 * T_0);
      BOOST_TEST(law->stiffness_loss(state) == law->stiffness_loss(loaded));
      BOOST_TEST(state.work == loaded.work);
    }
  }
}

BOOST_AUTO_TEST_CASE(closing_is_contact_without_damage) {
  for (const auto& law : all_laws()) {
    CohesiveState state;
    double normal = 0;
    go(*law, state, normal, -3e-7, 20);
    BOOST_TEST(std::fabs(normal_traction(*law, state, -3e-7) / (-3e-7 * 1e16) - 1) < 1e-12);
    go(*law, state, normal, 0, 20);
    for (int cycle = 0; cycle < 5; ++cycle) {
      go(*law, state, normal, -1e-7, 3);
      go(*law, state, normal, 0, 3);
    }
    BOOST_TEST((state.kappa == 0 && state.work == 0 && state.fatigue == 0));
    BOOST_TEST(law->stiffness_loss(state) == 0);
  }
}

BOOST_AUTO_TEST_CASE(nothing_grows_at_constant_load) {
  for (const auto& law : all_laws()) {
    CohesiveState state;
    double opening[3] = {0, 0, 0};
    const double load[3] = {0.3 * l_f, 0.1 * l_f, 0};
    go(*law, state, opening, load, 5);
    go(*law, state, opening, {0, 0, 0}, 5);
    go(*law, state, opening, {0.2 * l_f, 0, 0.05 * l_f}, 5);
    const CohesiveState held = state;
    for (int k = 0; k < 50; ++k) {
      double traction[3];
      law->evaluate(1, 3, opening, &state, traction, nullptr, &state);
    }
    BOOST_TEST(std::fabs(state.kappa / held.kappa - 1) < 1e-13);
    BOOST_TEST(std::fabs(state.work - held.work) < 1e-13 * G_c);
    BOOST_TEST(std::fabs(state.fatigue - held.fatigue) < 1e-13);
    BOOST_TEST(state.accumulated == held.accumulated);
  }
}

BOOST_AUTO_TEST_CASE(damage_only_grows_on_any_path_and_stays_below_one) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> uniform(-0.2, 1.0);
  for (const auto& law : all_laws()) {
    CohesiveState state;
    double opening[3] = {0, 0, 0}, d = 0, w = 0, work = 0, accumulated = 0;
    for (int k = 0; k < 400; ++k) {
      const double reach = 0.002 * k * l_f;
      const double next[3] = {reach * uniform(random), reach * uniform(random), reach * uniform(random)};
      double traction[3];
      law->evaluate(1, 3, next, &state, traction, nullptr, &state);
      const double next_d = law->stiffness_loss(state), next_w = law->toughness_loss(state);
      BOOST_REQUIRE(next_d >= d);
      BOOST_REQUIRE(next_w >= w);
      BOOST_REQUIRE(next_d <= 1);
      BOOST_REQUIRE(next_w <= 1);
      BOOST_REQUIRE(state.work >= work);
      BOOST_REQUIRE(state.accumulated >= accumulated);
      BOOST_REQUIRE(state.fatigue <= next_w + 1e-12);
      d = next_d, w = next_w, work = state.work, accumulated = state.accumulated;
    }
    BOOST_TEST(w > 0.5);
    (void)opening;
  }
}

BOOST_AUTO_TEST_CASE(tangent_is_the_derivative) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> uniform(-0.3, 1.0);
  for (const auto& law : all_laws())
    for (const int dim : {2, 3})
      for (int trial = 0; trial < 60; ++trial) {
        CohesiveState state;
        double previous[3], opening[3], traction[3], tangent[9];
        for (int step = 0; step < trial % 4; ++step) {
          for (double& component : previous) component = 0.4 * l_f * uniform(random);
          law->evaluate(1, dim, previous, &state, traction, nullptr, &state);
        }
        for (double& component : opening) component = (trial % 2 ? 0.5 * l_f : 2e-9) * uniform(random);
        law->evaluate(1, dim, opening, &state, traction, tangent, nullptr);
        double scale = 0;
        for (int k = 0; k < dim * dim; ++k) scale = std::max(scale, std::fabs(tangent[k]));
        for (int j = 0; j < dim; ++j) {
          const double h = 1e-5 * std::fabs(opening[j]) + 1e-16;
          double sides[2][3];
          for (const int side : {0, 1}) {
            double moved[3] = {opening[0], opening[1], opening[2]};
            moved[j] += side ? h : -h;
            law->evaluate(1, dim, moved, &state, sides[side], nullptr, nullptr);
          }
          for (int i = 0; i < dim; ++i) {
            const double difference = (sides[1][i] - sides[0][i]) / (2 * h);
            BOOST_TEST(std::fabs(tangent[i * dim + j] - difference) < 1e-5 * scale,
                       "dim " << dim << ", trial " << trial << ", entry " << i << j << ": "
                              << tangent[i * dim + j] << " against " << difference);
          }
        }
      }
}

BOOST_AUTO_TEST_CASE(work_of_a_closed_path_is_dissipated) {
  // Around a loop and back to the origin nothing is stored: what was put in is what was dissipated, with
  // fatigue too.
  for (const auto& law : all_laws()) {
    CohesiveState state;
    double opening[3] = {0, 0, 0}, work = 0;
    const double corners[][3] = {{0.3 * l_f, 0, 0},
                                 {0.3 * l_f, 0.2 * l_f, 0},
                                 {0.1 * l_f, 0.2 * l_f, 0.1 * l_f},
                                 {0.4 * l_f, 0, 0.1 * l_f},
                                 {-1e-9, 0, 0},
                                 {0, 0, 0},
                                 {0.35 * l_f, 0, 0},
                                 {0, 0, 0}};
    for (const auto& corner : corners) work += go(*law, state, opening, corner, 20000);
    BOOST_TEST(std::fabs(work - state.work) < 2e-3 * G_c, "work " << work << ", dissipated " << state.work);
    BOOST_TEST(state.work > 0.1 * G_c);
  }
}

BOOST_AUTO_TEST_CASE(fatigue_needs_cycles_and_does_not_depend_on_steps) {
  for (const bool is_bilinear : {true, false})
    for (const Fatigue fatigue : fatigues) {
      double loss[2];
      for (const int fine : {0, 1}) {
        const Pointer law = is_bilinear ? bilinear(fatigue) : exponential(fatigue);
        CohesiveState state;
        double normal = 0;
        const int steps = fine ? 64 : 16;
        go(*law, state, normal, 0.2 * l_f, 200);
        const double first = law->toughness_loss(state);
        if (fatigue != Fatigue::stiffness_decay)
          BOOST_TEST(std::fabs(first - (is_bilinear ? bilinear() : exponential())->toughness_loss(state)) <
                     1e-12);
        double last = first, growth = 0;
        for (int cycle = 0; cycle < 4; ++cycle) {
          go(*law, state, normal, 0, steps);
          go(*law, state, normal, 0.2 * l_f, steps);
          growth = law->toughness_loss(state) - last;
          last = law->toughness_loss(state);
          if (fatigue == Fatigue::none)
            BOOST_TEST(growth == 0);
          else
            BOOST_TEST(growth > 1e-4);
        }
        loss[fine] = last;
        BOOST_TEST(state.work <= G_c * last * (1 + 1e-12));
        BOOST_TEST(std::fabs(state.fatigue - (last - first)) <
                   (fatigue == Fatigue::stiffness_decay ? 0.1 : 1e-10));
      }
      BOOST_TEST(std::fabs(loss[1] / loss[0] - 1) < 5e-3, "16 and 64 steps: " << loss[0] << ", " << loss[1]);
    }
}

BOOST_AUTO_TEST_CASE(fatigue_laws_have_their_closed_forms) {
  const double l_0 = T_0 / 1e16, softening = l_f - l_0, top = 0.2 * l_f;
  const double w = (top - l_0) / softening;
  const auto after_a_cycle = [&](Fatigue fatigue, int steps, CohesiveState& state) {
    const Pointer law = bilinear(fatigue);
    double normal = 0;
    go(*law, state, normal, top, 1);
    go(*law, state, normal, 0, steps);
    go(*law, state, normal, top, steps);
    return law->toughness_loss(state);
  };
  CohesiveState state;
  // 1 - w decays by exp(-factor lambda/(lf - l0)) on opening.
  double loss = after_a_cycle(Fatigue::opening_increment, 5, state);
  BOOST_TEST(std::fabs((1 - loss) / ((1 - w) * std::exp(-0.5 * top / softening)) - 1) < 1e-12);
  // Paris: w grows by rate (G/G_c)^2 with the area under the envelope.
  state = {};
  loss = after_a_cycle(Fatigue::turon, 5, state);
  const double area = 1 - (l_f - top) * (l_f - top) / (l_f * softening);
  BOOST_TEST(std::fabs(loss - w - 0.1 * area * area) < 1e-12);
  // 1 - d decays by exp(-lambda/length) on opening.
  state = {};
  after_a_cycle(Fatigue::stiffness_decay, 5, state);
  const double kept = l_0 * (l_f - top) / (top * softening);
  BOOST_TEST(std::fabs((1 - bilinear()->stiffness_loss(state)) / (kept * std::exp(-top / 1.25e-6)) - 1) <
             1e-9);
  // Twice (down and up) the integral of <lambda/kappa - C_f>, for small growth.
  state = {};
  loss = after_a_cycle(Fatigue::roe_siegmund, 400, state);
  BOOST_TEST(std::fabs((loss - w) / (2 * 0.5 * top * 0.8 * 0.8 / 1.25e-6) - 1) < 0.2);
  // Below the endurance limit nothing.
  const Pointer law = bilinear(Fatigue::roe_siegmund);
  state = {};
  double normal = 0;
  go(*law, state, normal, top, 3);
  go(*law, state, normal, 0.19 * top, 3);
  const double kappa = state.kappa;
  for (int cycle = 0; cycle < 20; ++cycle) {
    go(*law, state, normal, 0, 3);
    go(*law, state, normal, 0.19 * top, 3);
  }
  BOOST_TEST(state.kappa == kappa);
}

BOOST_AUTO_TEST_CASE(a_law_that_cannot_soften_is_refused) {
  BilinearCohesiveLaw::Values values;
  values.stiffness = 6e13;  // T_0^2/(2 G_c) = 6.4e13
  BOOST_CHECK_THROW(BilinearCohesiveLaw(values, {}), InputError);
  values.stiffness = 7e13;
  BOOST_CHECK_NO_THROW(BilinearCohesiveLaw(values, {}));
  values.mixed = true;
  values.shear_strength = 2e7;
  BOOST_CHECK_THROW(BilinearCohesiveLaw(values, {}), InputError);
}

BOOST_AUTO_TEST_CASE(a_batch_is_its_points) {
  const Pointer law = bilinear(Fatigue::opening_increment);
  constexpr std::size_t n = 50;
  std::vector<double> opening(n * 2), traction(n * 2), tangent(n * 4);
  std::vector<CohesiveState> state(n), next(n);
  for (std::size_t k = 0; k < 2 * n; ++k) opening[k] = 0.3 * l_f * std::sin(1.0 + k);
  law->evaluate(n, 2, opening.data(), state.data(), traction.data(), tangent.data(), next.data());
  for (std::size_t q = 0; q < n; ++q) {
    double one[2], slope[4];
    CohesiveState own;
    law->evaluate(1, 2, &opening[2 * q], &state[q], one, slope, &own);
    BOOST_TEST((one[0] == traction[2 * q] && one[1] == traction[2 * q + 1]));
    for (int k = 0; k < 4; ++k) BOOST_TEST(slope[k] == tangent[4 * q + k]);
    BOOST_TEST((own.kappa == next[q].kappa && own.work == next[q].work));
  }
}
