// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// BDF2 with variable steps, its error estimate, and events: against closed forms.
#include "solvers/cycling/bdf2.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "solvers/cycling/event_time.h"
#include "solvers/cycling/step_control.h"
#include "tests/verification_row.h"

using namespace catena;

namespace {

/// y' = -z, 0 = z - y^2 from y = 1: y = 1/(1 + t), z = y^2. An index-1 system like ours; Newton's method in
/// one unknown.
void solve(const Bdf2& bdf, std::vector<double>& values) {
  std::vector<double> history;
  bdf.history(history);
  double y = values[0];
  for (int k = 0; k < 50; ++k) {
    const double residual = bdf.alpha() * y + history[0] + y * y;
    y -= residual / (bdf.alpha() + 2 * y);
  }
  values = {y, y * y};
}

/// Error at t = 1 of steps whose lengths vary by a factor of 1.8.
std::pair<double, double> error_with(int steps) {
  Bdf2 bdf;
  bdf.restart({0, 0, {1, 1}});
  std::vector<double> values;
  const double mean = 1.0 / steps;
  for (int k = 0; k < steps; ++k) {
    bdf.set_step(k % 2 == 0 ? mean * 9 / 14 : mean * 19 / 14);
    bdf.predict(values);
    solve(bdf, values);
    bdf.accept(values, 0);
  }
  const double t = bdf.newest().time;
  return {std::abs(values[0] - 1 / (1 + t)), std::abs(values[1] - 1 / ((1 + t) * (1 + t)))};
}

}  // namespace

BOOST_AUTO_TEST_CASE(second_order_in_both_kinds_of_rows) {
  const auto coarse = error_with(80), fine = error_with(160);
  BOOST_TEST(std::log2(coarse.first / fine.first) > 1.9);
  BOOST_TEST(std::log2(coarse.second / fine.second) > 1.9);
  BOOST_TEST(fine.first < 1e-5);
  catena_test::verification_row("BDF2, steps 1 : 2.1, index-1 system", "differential unknown", "160 steps",
                                fine.first, catena_test::order_of(coarse.first, fine.first));
  catena_test::verification_row("BDF2, steps 1 : 2.1, index-1 system", "algebraic unknown", "160 steps",
                                fine.second, catena_test::order_of(coarse.second, fine.second));
}

BOOST_AUTO_TEST_CASE(quadratics_are_exact_and_the_charge_goes_by_the_same_formula) {
  // y = t^2 solves y' = 2t exactly from two exact levels, however the steps vary; so the charge of a current
  // 2t is t^2.
  Bdf2 bdf;
  bdf.resume({{0.3, 0.09, {0.09}}, {0.1, 0.01, {0.01}}});
  double t = 0.3;
  for (const double step : {0.05, 0.4, 0.11, 0.23}) {
    bdf.set_step(step);
    t += step;
    std::vector<double> history;
    bdf.history(history);
    const double y = (2 * t - history[0]) / bdf.alpha();
    BOOST_TEST(std::abs(y - t * t) < 1e-14);
    BOOST_TEST(std::abs(bdf.charge(2 * t) - t * t) < 1e-14);
    bdf.accept({y}, 2 * t);
  }
  std::vector<double> between;
  bdf.interpolate(0.8, between);
  BOOST_TEST(std::abs(between[0] - 0.64) < 1e-14);
}

BOOST_AUTO_TEST_CASE(error_estimate_is_the_error_of_one_step) {
  const auto exact = [](double t) { return 1 / (1 + t); };
  for (const double ratio : {0.6, 1.0, 1.7}) {
    const double h = 0.01;
    Bdf2 bdf;
    bdf.resume({{2 * h, 0, {exact(2 * h), 0}}, {h, 0, {exact(h), 0}}, {0, 0, {exact(0), 0}}});
    bdf.set_step(ratio * h);
    std::vector<double> values{exact(2 * h), 0};
    solve(bdf, values);
    const double error = std::abs(values[0] - exact(bdf.time()));
    const double estimate = std::sqrt(bdf.squared_errors(values, {{{0}, {1}}})[0]);
    BOOST_TEST(estimate / error > 0.85);
    BOOST_TEST(estimate / error < 1.15);
  }
}

BOOST_AUTO_TEST_CASE(the_first_step_is_judged_by_a_second) {
  const auto exact = [](double t) { return 1 / (1 + t); };
  for (const double h : {0.05, 0.02, 0.005}) {
    Bdf2 bdf;
    bdf.restart({0, 0, {1, 1}});
    bdf.set_step(h);
    std::vector<double> values{1, 1};
    solve(bdf, values);
    BOOST_TEST(!bdf.judged());
    BOOST_TEST(bdf.error_order() == 2);
    const double error = std::abs(values[0] - exact(h));
    bdf.accept(values, 0);
    bdf.set_step(h);
    bdf.predict(values);
    solve(bdf, values);
    const double estimate = std::sqrt(bdf.squared_errors(values, {{{0}, {1}}})[0]);
    BOOST_TEST_MESSAGE("h = " << h << ": error " << error << ", estimated " << estimate);
    BOOST_TEST(std::abs(estimate / error - 1) < 4 * h);
  }
}

BOOST_AUTO_TEST_CASE(fields_are_judged_each_by_itself) {
  Bdf2 bdf;
  bdf.resume({{2, 0, {0, 0, 0, 0}}, {1, 0, {0, 0, 0, 0}}, {0, 0, {0, 0, 0, 0}}});
  bdf.set_step(1);
  // Errors of 1 and 3 in a field of two rows, of 2 in one that has all of its weight in one row.
  const std::vector<double> once = bdf.squared_errors({1, 5, 3, 2}, {{{0, 2}, {0.25, 0.75}}, {{3}, {1}}});
  const std::vector<double> unit = bdf.squared_errors({1, 0, 0, 0}, {{{0}, {1}}});
  BOOST_TEST_REQUIRE(once.size() == 2u);
  BOOST_TEST(std::abs(once[0] / unit[0] - (0.25 + 0.75 * 9)) < 1e-12);
  BOOST_TEST(std::abs(once[1] / unit[0] - 4) < 1e-12);
}

BOOST_AUTO_TEST_CASE(controlled_steps_keep_the_tolerance) {
  double last = 0;
  for (const double tolerance : {1e-5, 1e-6}) {
    Bdf2 bdf;
    StepControl control({1e-9, 10});
    bdf.restart({0, 0, {1, 1}});
    control.start(1e-4);
    std::vector<double> values;
    int steps = 0;
    while (bdf.newest().time < 20) {
      bdf.set_step(control.step());
      bdf.predict(values);
      solve(bdf, values);
      const double error = std::sqrt(bdf.squared_errors(values, {{{0}, {1}}})[0]) / tolerance;
      if (error > 1) {
        control.rejected(bdf.step(), error, bdf.error_order());
        continue;
      }
      if (bdf.judged()) control.accepted(bdf.step(), error, bdf.error_order());
      bdf.accept(values, 0);
      ++steps;
    }
    const double error = std::abs(values[0] - 1 / (1 + bdf.newest().time));
    BOOST_TEST(error < 20 * tolerance);
    BOOST_TEST(steps < 1500);
    if (last > 0) BOOST_TEST(error < last);
    last = error;
  }
}

BOOST_AUTO_TEST_CASE(events_are_located) {
  // The quadratic is met at once; anything else within few calls, also when the third point is of little use.
  const EventPoint before{1, 1 - 2.0}, after{2, 4 - 2.0}, third{0, -2.0};
  BOOST_TEST(std::abs(event_time(before, after, &third) - std::sqrt(2.0)) < 1e-14);
  for (const double sharpness : {1.0, 10.0, 60.0}) {
    int calls = 0;
    double last_time = 0;
    const auto value = [&](double t) {
      ++calls;
      last_time = t;
      return std::tanh(sharpness * (t - 1.37)) + 0.2 * (t - 1.37);
    };
    const EventPoint low{1, value(1)}, high{2, value(2)}, old{0.5, value(0.5)};
    calls = 0;
    const double time = locate_event(low, high, &old, 1e-10, 1e-14, value);
    BOOST_TEST(std::abs(time - 1.37) < 1e-9);
    BOOST_TEST(time == last_time);
    BOOST_TEST(calls < 30);
  }
}

BOOST_AUTO_TEST_CASE(an_event_at_the_end_of_a_step_of_the_formula) {
  // y = 1/(1 + t) falls to 0.4 at t = 1.5: the last step is shortened until the numerical solution does.
  for (const double h : {0.02, 0.01}) {
    Bdf2 bdf;
    bdf.restart({0, 0, {1, 1}});
    std::vector<double> values;
    double found = -1;
    while (found < 0) {
      bdf.set_step(h);
      bdf.predict(values);
      solve(bdf, values);
      if (values[0] < 0.4) {
        const EventPoint before{bdf.newest().time, 0.4 - bdf.newest().values[0]},
            after{bdf.time(), 0.4 - values[0]};
        const double start = bdf.newest().time;
        found = locate_event(before, after, nullptr, 1e-13, 1e-15, [&](double time) {
          bdf.set_step(time - start);
          solve(bdf, values);
          return 0.4 - values[0];
        });
      }
      bdf.accept(values, 0);
    }
    BOOST_TEST(std::abs(values[0] - 0.4) < 1e-12);
    BOOST_TEST(std::abs(found - 1.5) < 2 * h * h);
  }
}
