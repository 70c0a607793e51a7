// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Butler-Volmer kinetics with a resistance: its inverse, its limits, its derivatives, its extremes; and the
// laws of the resistance.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "solvers/materials/butler_volmer.h"
#include "solvers/materials/interface_resistance.h"
#include "tests/solvers/materials/central_difference.h"

using namespace catena;
using catena_test::central_difference;

namespace {

constexpr double thermal = gas_constant * 298.15 / faraday_constant;  // V

struct Result {
  double i, by_V, by_x, by_R, by_c, by_share, eta;
};

struct Point {
  double V = 3.9, U = 3.85, dU = -1.2, i0 = 2.5, di0 = -0.7, di0_dce = 1.3e-3, R = 2e-3, share = 1, shift = 0;

  Result solve(const ButlerVolmer& law) const {
    Result result{};
    ButlerVolmer::Input input{&V, &U, &dU, &i0, &di0, &R};
    input.dexchange_dce = &di0_dce;
    input.share = &share;
    input.shift = &shift;
    law.evaluate(
        1, input,
        {&result.i, &result.by_V, &result.by_x, &result.by_R, &result.by_c, &result.by_share, &result.eta});
    return result;
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(inverts_the_closed_form) {
  // eta = (2RT/F) asinh(i/2 i0) and V = U + eta + i R, over 24 decades of current.
  const ButlerVolmer law;
  for (double i = 1e-12; i < 1e13; i *= 10)
    for (const double sign : {-1.0, 1.0})
      for (const double R : {0.0, 1e-8, 2e-3, 10.0}) {
        Point point;
        point.U = 0;  // so that the drive is not rounded at the size of U
        point.R = R;
        const double eta = 2 * thermal * std::asinh(i / (2 * point.i0));
        point.V = sign * (eta + i * R);
        const Result result = point.solve(law);
        BOOST_TEST(std::fabs(result.i - sign * i) < 2e-14 * (1 + eta / thermal) * i,
                   "i = " << i << ", R = " << R);
        BOOST_TEST(std::fabs(result.eta - sign * eta) < 1e-14 * std::fabs(point.V));
      }
}

BOOST_AUTO_TEST_CASE(limits_of_the_resistance) {
  const ButlerVolmer law;
  Point point;
  point.R = 0;
  const double exact = 2 * point.i0 * std::sinh(0.05 / (2 * thermal));
  BOOST_TEST(std::fabs(point.solve(law).i / exact - 1) < 1e-12);
  point.R = 1e-12;
  BOOST_TEST(std::fabs(point.solve(law).i / exact - 1) < 1e-8);
  point.R = 1e9;
  BOOST_TEST(std::fabs(point.solve(law).i * point.R / 0.05 - 1) < 1e-6);
  // Small drive: V - U = i (R + RT/(F i0)).
  point.R = 2e-3;
  point.V = point.U + 1e-6;
  const double drive = point.V - point.U;
  BOOST_TEST(std::fabs(point.solve(law).i * (point.R + thermal / point.i0) / drive - 1) < 1e-8);
  point.V = point.U;
  BOOST_TEST(point.solve(law).i == 0);
}

BOOST_AUTO_TEST_CASE(derivatives) {
  for (const double alpha : {0.5, 0.3})
    for (const double drive : {-0.4, -0.05, 1e-3, 0.1, 0.5})
      for (const double R : {0.0, 2e-3, 0.05})
        for (const double share : {1.0, 0.3}) {
          const ButlerVolmer law(alpha, 1 - alpha);
          Point point;
          point.V = point.U + 0.01 + drive;
          point.R = R;
          point.share = share;
          point.shift = 0.01;
          const Result at = point.solve(law);
          const auto by = [&](auto change, double scale) {
            const auto f = [&](double step) {
              Point moved = point;
              change(moved, step);
              return moved.solve(law).i;
            };
            return central_difference(f, 0, scale);
          };
          const auto close = [](double a, double b) {
            return std::fabs(a - b) < 2e-7 * (std::fabs(b) + 1e-3);
          };
          BOOST_TEST(close(at.by_V, by([](Point& p, double s) { p.V += s; }, 1e-4)));
          BOOST_TEST(close(-at.by_V, by([](Point& p, double s) { p.shift += s; }, 1e-4)));
          BOOST_TEST(close(at.by_x, by(
                                        [](Point& p, double s) {
                                          p.U += p.dU * s;
                                          p.i0 += p.di0 * s;
                                        },
                                        1e-4)));
          BOOST_TEST(close(at.by_c, by([](Point& p, double s) { p.i0 += p.di0_dce * s; }, 1e-1)));
          BOOST_TEST(close(at.by_share, by([](Point& p, double s) { p.share += s; }, 1e-2)));
          if (R > 0) BOOST_TEST(close(at.by_R, by([](Point& p, double s) { p.R += s; }, 1e-6)));
        }
}

BOOST_AUTO_TEST_CASE(any_start_is_solved_and_nothing_overflows) {
  for (const double alpha : {0.5, 0.2, 0.9}) {
    const ButlerVolmer law(alpha, 1 - alpha);
    for (const double drive : {-1e6, -100.0, -7.0, -1.0, -1e-9, 1e-300, 1e-9, 0.3, 5.0, 40.0, 1e4, 1e6})
      for (const double i0 : {0.0, 1e-30, 1e-12, 1e-3, 1.0, 1e3})
        for (const double R : {0.0, 1e-12, 1e-3, 1.0, 1e6}) {
          Point point;
          point.U = 0;
          point.V = drive;
          point.i0 = i0;
          point.R = R;
          const Result at = point.solve(law);
          for (const double value : {at.i, at.by_V, at.by_x, at.by_R, at.by_c, at.eta})
            BOOST_REQUIRE_MESSAGE(std::isfinite(value), "drive " << drive << ", i0 " << i0 << ", R " << R);
          BOOST_TEST(at.i * drive >= 0);
          BOOST_TEST(at.by_V >= 0);
          // It is the root: eta + i R = drive; the current amplifies eta's rounding by d ln i/d eta <= 250.
          BOOST_TEST(
              std::fabs(at.eta + at.i * R - drive) <= 1e-11 * std::fabs(drive),
              "drive " << drive << ", i0 " << i0 << ", R " << R << ": eta " << at.eta << ", i " << at.i);
        }
  }
}

BOOST_AUTO_TEST_CASE(monotone_in_the_voltage) {
  const ButlerVolmer law;
  Point point;
  double last = -std::numeric_limits<double>::infinity();
  for (point.V = 0; point.V < 8; point.V += 0.01) {
    const double i = point.solve(law).i;
    BOOST_TEST(i > last);
    last = i;
  }
}

BOOST_AUTO_TEST_CASE(laws_of_the_resistance) {
  using Law = InterfaceResistance::Law;
  for (const Law name : {Law::film, Law::contact, Law::series, Law::exponential}) {
    InterfaceResistance::Values values;
    values.law = name;
    values.low = 5e-3;
    const InterfaceResistance law(values);
    BOOST_TEST(law.initial(1) == 2e-3);
    BOOST_TEST(law.initial(0) == 5e-3);
    double last = 0, R, dR, share, dshare, unused, last_share = 1;
    const double R_0 = 2e-3;
    for (int k = 0; k <= 100; ++k) {
      const double m = k / 100.0;
      law.evaluate(1, &R_0, &m, &R, &dR, &share, &dshare);
      if (k == 0) BOOST_TEST((R == R_0 && share == 1));
      BOOST_TEST((R >= last && share <= last_share && share >= 0));
      last = R;
      last_share = share;
      if (k == 0 || k == 100) continue;
      const auto resistance = [&](double at) {
        double value;
        law.evaluate(1, &R_0, &at, &value, &unused, nullptr, nullptr);
        return value;
      };
      const auto reacting = [&](double at) {
        double value, slope, part;
        law.evaluate(1, &R_0, &at, &value, &slope, &part, nullptr);
        return part;
      };
      BOOST_TEST(std::fabs(dR - central_difference(resistance, m, 1e-5)) < 1e-5 * (dR + 1e-6));
      BOOST_TEST(std::fabs(dshare - central_difference(reacting, m, 1e-5)) < 1e-8);
    }
    const double ends[2] = {-0.1, 1.2}, start[2] = {R_0, R_0};
    double beyond[2], slopes[2];
    law.evaluate(2, start, ends, beyond, slopes, nullptr, nullptr);
    BOOST_TEST((beyond[0] == R_0 && beyond[1] == last && slopes[0] == 0 && slopes[1] == 0));
    const double expected = name == Law::film      ? 2e-3 + 0.05
                            : name == Law::contact ? 2e-3
                            : name == Law::series  ? 2e-3 * 1.02 / 0.02
                                                   : 2e-3 * std::exp(3.0);
    BOOST_TEST(std::fabs(last / expected - 1) < 1e-12);
  }
}
