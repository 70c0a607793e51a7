// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/mark_correlation.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "analysis/statistics/near_pairs_of_points.h"
#include "analysis/statistics/seeded_sequence.h"
#include "tests/analysis/statistics/random_points.h"

using namespace catena;

BOOST_AUTO_TEST_CASE(near_pairs_are_those_of_brute_force) {
  for (const std::array<double, 3> box : {std::array<double, 3>{1, 2, 0.3}, std::array<double, 3>{1, 1, 0}}) {
    const Points points = random_points(400, 1, box);
    const ObservationWindow window = window_of(points);
    const BinnedPairs pairs = near_pairs_of_points(points, window, 0.15, 6);
    std::vector<double> found(6, 0), expected(6, 0);
    for (std::size_t k = 0; k < pairs.bin.size(); ++k) found[pairs.bin[k]] += pairs.weight[k];
    for (std::size_t i = 0; i < points.size(); ++i)
      for (std::size_t j = i + 1; j < points.size(); ++j) {
        const std::array<double, 3> d{points[j][0] - points[i][0], points[j][1] - points[i][1],
                                      points[j][2] - points[i][2]};
        const double distance = std::hypot(d[0], d[1], d[2]);
        if (distance < 0.15)
          expected[static_cast<std::size_t>(distance / 0.025)] += window.volume() / window.shifted_overlap(d);
      }
    for (std::size_t b = 0; b < 6; ++b)
      BOOST_TEST(found[b] == expected[b], boost::test_tools::tolerance(1e-5));
  }
}

BOOST_AUTO_TEST_CASE(random_points_with_random_marks_know_nothing_of_each_other) {
  const Points points = random_points(6000, 5, {1, 1, 0.3});
  SeededSequence draws(2, Draw::rows, 9);
  std::vector<double> marks(points.size());
  for (double& mark : marks) mark = draws.uniform();
  const PairCorrelations result = pair_correlations(MPI_COMM_WORLD, points, {marks}, 3, 10, 99, 0.95, 3);
  for (std::size_t b = 2; b < 10; ++b) {
    BOOST_TEST(result.points[b] == 1, boost::test_tools::tolerance(0.06));
    BOOST_TEST(result.marks[0].found[b] == 1, boost::test_tools::tolerance(0.06));
  }
  BOOST_TEST(result.marks[0].p_value > 0.02);
}

BOOST_AUTO_TEST_CASE(marks_that_vary_slowly_are_alike_nearby) {
  const Points points = random_points(1500, 6, {1, 1, 0.5});
  std::vector<double> smooth, none(points.size(), 0.0);
  for (const auto& point : points) smooth.push_back(1 + std::sin(12 * point[0]) * std::cos(9 * point[1]));
  const PairCorrelations result =
      pair_correlations(MPI_COMM_WORLD, points, {smooth, none}, 2, 8, 199, 0.95, 3);
  BOOST_TEST(result.marks[0].found[1] > 1.1);
  BOOST_TEST(result.marks[0].p_value <= 0.005 + 1e-12);
  BOOST_TEST(result.marks[0].relabelled[8 * 2 + 4] < result.marks[0].found[4]);
  BOOST_TEST(result.marks[1].found.empty());
}

BOOST_AUTO_TEST_CASE(points_without_pairs_are_told) {
  BOOST_TEST(!pair_correlations(MPI_COMM_WORLD, Points(2), {{1, 1}}, 3, 5, 19, 0.95, 1).not_computed.empty());
  BOOST_TEST(!pair_correlations(MPI_COMM_WORLD, Points(9), {std::vector<double>(9, 1)}, 3, 5, 19, 0.95, 1)
                  .not_computed.empty());
}
