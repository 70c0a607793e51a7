// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Laws read from a table: as good as the laws themselves, and continuous with their slopes.
#include "solvers/materials/tabulated_laws.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

using catena::TabulatedLaws;

namespace {

/// Steeper than any law of the particles: over a hundredth of the window, and over a third of it.
double steep(double x) { return std::tanh((x - 0.4) / 0.01); }
double steep_slope(double x) { return (1 - steep(x) * steep(x)) / 0.01; }
double smooth(double x) { return std::exp(3 * x); }

TabulatedLaws two_laws() {
  return {2, [](const std::vector<double>& x, std::vector<std::vector<double>>& values) {
            for (std::size_t q = 0; q < x.size(); ++q) {
              values[0][q] = steep(x[q]);
              values[1][q] = smooth(x[q]);
            }
          }};
}

}  // namespace

BOOST_AUTO_TEST_CASE(values_and_slopes_are_those_of_the_laws) {
  const TabulatedLaws laws = two_laws();
  double values[2], slopes[2], worst[4] = {};
  for (int k = 0; k < 5000; ++k) {
    const double x = -0.1 + 1.2 * (k + 0.37) / 5000;
    laws.evaluate(x, values, slopes);
    worst[0] = std::max(worst[0], std::abs(values[0] - steep(x)));
    worst[1] = std::max(worst[1], std::abs(slopes[0] / steep_slope(0.4) - steep_slope(x) / steep_slope(0.4)));
    worst[2] = std::max(worst[2], std::abs(values[1] / smooth(x) - 1));
    worst[3] = std::max(worst[3], std::abs(slopes[1] / (3 * smooth(x)) - 1));
  }
  BOOST_TEST(worst[0] < 1e-8);
  BOOST_TEST(worst[1] < 1e-6);
  BOOST_TEST(worst[2] < 1e-13);
  BOOST_TEST(worst[3] < 1e-11);
}

BOOST_AUTO_TEST_CASE(a_slope_is_the_derivative_of_what_is_read) {
  const TabulatedLaws laws = two_laws();
  constexpr double step = 1e-6;
  double left[2], right[2], values[2], slopes[2], unused[2];
  for (const double x : {-0.09, 0.0, 0.3995, 0.4031, 0.77, 1.0, 1.09}) {
    laws.evaluate(x - step, left, unused);
    laws.evaluate(x + step, right, unused);
    laws.evaluate(x, values, slopes);
    for (int law = 0; law < 2; ++law)
      BOOST_TEST(std::abs((right[law] - left[law]) / (2 * step) - slopes[law]) <
                 1e-6 * std::max(1., std::abs(slopes[law])));
  }
}

BOOST_AUTO_TEST_CASE(a_law_that_ends_is_read_up_to_its_end) {
  const TabulatedLaws laws(1, [](const std::vector<double>& x, std::vector<std::vector<double>>& values) {
    for (std::size_t q = 0; q < x.size(); ++q) values[0][q] = x[q] * std::sqrt(x[q]);
  });
  double value, slope;
  for (const double x : {1e-6, 1e-4, 3e-4, 0.01, 0.5}) {
    laws.evaluate(x, &value, &slope);
    BOOST_TEST(std::abs(value - x * std::sqrt(x)) < 1e-8);
    BOOST_TEST(std::abs(slope - 1.5 * std::sqrt(x)) < 3e-3);  // a difference over 1e-5 at the end
  }
}

BOOST_AUTO_TEST_CASE(beyond_the_table_the_laws_answer) {
  const TabulatedLaws laws = two_laws();
  double values[2], slopes[2];
  for (const double x : {-3., -0.1000001, 1.1, 1.5}) {
    laws.evaluate(x, values, slopes);
    BOOST_TEST(values[1] == smooth(x));
    BOOST_TEST(slopes[1] == 3 * smooth(x), boost::test_tools::tolerance(1e-8));
  }
  laws.evaluate(std::nan(""), values, slopes);
  BOOST_TEST(std::isnan(values[0]));
}
