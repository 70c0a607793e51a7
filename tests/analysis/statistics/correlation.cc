// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/correlation.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>

using namespace catena;

namespace {

struct Pair {
  std::vector<double> x, y;
};

/// Draws of two normal variables of correlation r.
Pair normal_pair(std::size_t count, double r, std::uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::normal_distribution<double> normal;
  Pair pair;
  for (std::size_t i = 0; i < count; ++i) {
    pair.x.push_back(normal(engine));
    pair.y.push_back(r * pair.x.back() + std::sqrt(1 - r * r) * normal(engine));
  }
  return pair;
}

CorrelationMatrix of(const Pair& pair, CorrelationKind kind, const CorrelationInterval& interval = {}) {
  return correlations(MPI_COMM_WORLD, {&pair.x, &pair.y}, kind, interval);
}

}  // namespace

BOOST_AUTO_TEST_CASE(closed_forms) {
  const Pair line{{1, 2, 3, 4, 5}, {1e-17, 2e-17, 3e-17, 4e-17, 5e-17}};
  BOOST_TEST(of(line, CorrelationKind::pearson).value[1] == 1, boost::test_tools::tolerance(1e-12));
  const Pair monotone{{1, 2, 3, 4, 5}, {-1, -8, -27, -64, -125}};
  BOOST_TEST(of(monotone, CorrelationKind::spearman).value[1] == -1, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(of(monotone, CorrelationKind::pearson).value[1] > -0.99);
  const Pair constant{{1, 2, 3, 4}, {0.1, 0.1, 0.1, 0.1}};
  BOOST_TEST(std::isnan(of(constant, CorrelationKind::pearson).value[1]));
  BOOST_TEST(std::isnan(of(constant, CorrelationKind::spearman).value[2]));
  BOOST_TEST(of(constant, CorrelationKind::spearman).value[0] == 1);
  BOOST_TEST(pearson({1, 2, 3}, {1, 3, 2}) == 0.5, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(ranks_of({3, 1, 3, 2}) == (std::vector<double>{3.5, 1, 3.5, 2}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(intervals_hold_the_truth_as_often_as_they_say) {
  const double truth = 0.6, spearman = 6 / std::acos(-1.0) * std::asin(truth / 2);
  for (const std::int64_t resamples : {0, 200}) {
    int held = 0, held_ranks = 0;
    const int draws = resamples == 0 ? 400 : 150;
    for (int k = 0; k < draws; ++k) {
      const Pair pair = normal_pair(80, truth, static_cast<std::uint64_t>(k) + 1);
      const CorrelationInterval interval{0.9, resamples, static_cast<std::uint64_t>(k)};
      const CorrelationMatrix linear = of(pair, CorrelationKind::pearson, interval);
      const CorrelationMatrix ranks = of(pair, CorrelationKind::spearman, interval);
      held += linear.low[1] <= truth && truth <= linear.high[1];
      held_ranks += ranks.low[1] <= spearman && spearman <= ranks.high[1];
    }
    BOOST_TEST(held >= 0.83 * draws);
    BOOST_TEST(held <= 0.96 * draws);
    BOOST_TEST(held_ranks >= 0.83 * draws);
    BOOST_TEST(held_ranks <= 0.96 * draws);
  }
}

BOOST_AUTO_TEST_CASE(columns_that_go_together_are_groups) {
  CorrelationMatrix first{4, std::vector<double>(16, 0), {}, {}}, second = first;
  first.value[0 * 4 + 2] = first.value[2 * 4 + 0] = -0.95;
  second.value[2 * 4 + 3] = second.value[3 * 4 + 2] = 0.91;
  using Groups = std::vector<std::vector<std::size_t>>;
  BOOST_TEST((correlated_groups({&first, &second}, 4, 0.9) == Groups{{0, 2, 3}}));
  BOOST_TEST((correlated_groups({&first, &second}, 3, 0.9) == Groups{{0, 2}}));
  BOOST_TEST(correlated_groups({&first}, 4, 0.96).empty());
}
