// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/distribution.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/statistics/seeded_sequence.h"

using namespace catena;

BOOST_AUTO_TEST_CASE(a_column_in_a_few_numbers) {
  std::vector<double> values(101);
  std::iota(values.rbegin(), values.rend(), 0);
  const Summary s = summary_of(values);
  BOOST_TEST(s.mean == 50);
  BOOST_TEST(s.deviation == std::sqrt(101 * 102 / 12.0), boost::test_tools::tolerance(1e-12));
  BOOST_TEST(s.q05 == 5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(s.median == 50);
  BOOST_TEST(s.q75 == 75);
  BOOST_TEST(summary_of({3}).deviation == 0);
  const double none = std::numeric_limits<double>::quiet_NaN();
  BOOST_TEST(mean_and_deviation({1, none, 3}).mean == 2);
}

BOOST_AUTO_TEST_CASE(densities_integrate_to_one) {
  const std::vector<double> first{0, 1, 2, 2, 10}, second{-2, 5};
  const std::vector<double> edges = common_edges({&first, &second}, 7);
  BOOST_TEST(edges.front() == -2);
  BOOST_TEST(edges.back() == 10);
  for (const auto& values : {first, second}) {
    const std::vector<double> found = density(values, edges);
    double integral = 0;
    for (std::size_t b = 0; b < found.size(); ++b) integral += found[b] * (edges[b + 1] - edges[b]);
    BOOST_TEST(integral == 1, boost::test_tools::tolerance(1e-12));
  }
  const std::vector<double> same{4, 4};
  const std::vector<double> around = common_edges({&same}, 2);
  BOOST_TEST((around.front() < 4 && around.back() > 4));
  const std::vector<double> rounded{1, 1 + std::numeric_limits<double>::epsilon()};
  for (const double value : density(rounded, common_edges({&rounded}, 50))) BOOST_TEST(std::isfinite(value));
  BOOST_TEST(density(first, {0, 0, 0, 0, 0}, edges)[0] == 0);
}

BOOST_AUTO_TEST_CASE(kolmogorov_smirnov_distance_and_its_p_value) {
  BOOST_TEST(kolmogorov_smirnov({1, 2, 3, 4}, {1, 2, 3, 4}).distance == 0);
  BOOST_TEST(kolmogorov_smirnov({1, 2, 3, 4}, {3, 4, 5, 6}).distance == 0.5);
  BOOST_TEST(kolmogorov_smirnov({1, 2}, {5, 6, 7}).distance == 1);
  // Draws from the same distribution: p-values are uniform, so 5 % are below 0.05.
  int below = 0, far = 0;
  for (std::uint64_t k = 0; k < 400; ++k) {
    SeededSequence draws(3, Draw::rows, k);
    std::vector<double> first(150), second(200), shifted(200);
    for (double& value : first) value = draws.uniform();
    for (double& value : second) value = draws.uniform();
    for (double& value : shifted) value = draws.uniform() * draws.uniform();
    below += kolmogorov_smirnov(first, second).p_value < 0.05;
    far += kolmogorov_smirnov(first, shifted).p_value < 0.05;
  }
  BOOST_TEST(below >= 5);
  BOOST_TEST(below <= 38);
  BOOST_TEST(far == 400);
}
