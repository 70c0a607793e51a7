// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/severe_distances.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "analysis/statistics/distribution.h"
#include "analysis/statistics/observation_window.h"
#include "analysis/statistics/seeded_sequence.h"
#include "analysis/statistics/severe_particles.h"
#include "tests/analysis/statistics/random_points.h"

using namespace catena;

namespace {

std::vector<std::uint8_t> random_flags(std::size_t count, std::size_t severe, std::uint64_t seed) {
  std::vector<std::uint8_t> flags(count, 0);
  const auto order = SeededSequence(seed, Draw::subsample, 77).order(count);
  for (std::size_t k = 0; k < severe; ++k) flags[order[k]] = 1;
  return flags;
}

RelabelledDistances relabelled(const Points& points, const SevereDistances& found, std::int64_t draws) {
  const std::vector<double> edges{0, 1};
  return relabel_severe(MPI_COMM_WORLD, points, found, edges, edges, draws, 0.95, 5);
}

}  // namespace

BOOST_AUTO_TEST_CASE(severe_is_above_the_threshold_that_all_sets_share) {
  const std::vector<double> first{0, 0.1, 0.2, 0.3}, second{0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};
  BOOST_TEST(severe_threshold({&first, &second}, 0, 0.9) == 0.9, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(severe_threshold({&first, &second}, 0.25, 0.9) == 0.25);
  BOOST_TEST(int(severe_particles(first, 0.25)[3]) == 1);
  const std::vector<double> zeros(5, 0.0);
  for (const auto flag : severe_particles(zeros, severe_threshold({&zeros}, 0, 0.9)))
    BOOST_TEST(int(flag) == 0);
}

BOOST_AUTO_TEST_CASE(distances_are_those_of_brute_force) {
  const Points points = random_points(300, 2, {1, 2, 0.5});
  const auto flags = random_flags(300, 60, 3);
  const SevereDistances found = severe_distances(points, flags);
  BOOST_TEST(found.particle.size() == 60u);
  for (std::size_t i = 0; i < found.particle.size(); ++i) {
    std::vector<double> all;
    for (std::size_t j = 0; j < points.size(); ++j) {
      if (!flags[j] || static_cast<std::int32_t>(j) == found.particle[i]) continue;
      const auto &a = points[j], &b = points[found.particle[i]];
      all.push_back(std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
    }
    std::sort(all.begin(), all.end());
    for (int k = 0; k < 3; ++k)
      BOOST_TEST(found.distance[3 * i + k] == all[k], boost::test_tools::tolerance(1e-12));
    BOOST_TEST(found.three_nearest[i] == (all[0] + all[1] + all[2]) / 3, boost::test_tools::tolerance(1e-12));
  }
  const SevereDistances two = severe_distances(points, random_flags(300, 2, 4));
  BOOST_TEST(two.neighbour[1] == -1);
  BOOST_TEST(std::isnan(two.distance[1]));
  BOOST_TEST(two.three_nearest[0] == two.distance[0]);
}

BOOST_AUTO_TEST_CASE(edge_correction_gives_the_mean_of_endless_random_points) {
  // In a flat box, as an electrode is: mean distance to the nearest of a Poisson process, Gamma(4/3) (4 pi
  // lambda / 3)^(-1/3).
  double plain = 0, corrected = 0, weights = 0;
  const std::size_t count = 150;
  for (std::uint64_t k = 0; k < 200; ++k) {
    const Points points = random_points(count, 100 + k, {3, 3, 1});
    const SevereDistances found = severe_distances(points, std::vector<std::uint8_t>(count, 1));
    for (std::size_t i = 0; i < count; ++i) {
      plain += found.nearest[i] / (200.0 * static_cast<double>(count));
      corrected += found.nearest_weight[i] * found.nearest[i];
      weights += found.nearest_weight[i];
    }
  }
  const double lambda = static_cast<double>(count) / 9, pi = std::acos(-1.0);
  const double expected = std::tgamma(4.0 / 3) * std::pow(4 * pi * lambda / 3, -1.0 / 3);
  BOOST_TEST(corrected / weights == expected, boost::test_tools::tolerance(0.015));
  BOOST_TEST(plain > 1.05 * expected);
}

BOOST_AUTO_TEST_CASE(planted_clusters_are_found) {
  const Points points = random_points(2000, 9, {1, 1, 0.3});
  std::vector<std::uint8_t> flags(points.size(), 0);
  // Twelve balls; half of what lies in them is severely damaged, and as many anywhere.
  SeededSequence draws(4, Draw::rows, 2);
  for (int ball = 0; ball < 12; ++ball) {
    const auto& centre = points[draws.below(points.size())];
    for (std::size_t i = 0; i < points.size(); ++i)
      if (std::hypot(points[i][0] - centre[0], points[i][1] - centre[1], points[i][2] - centre[2]) < 0.07)
        flags[i] = draws.uniform() < 0.5;
  }
  for (int k = 0; k < 60; ++k) flags[draws.below(points.size())] = 1;
  const RelabelledDistances result = relabelled(points, severe_distances(points, flags), 999);
  BOOST_TEST(result.nearest.clustered < 0.01);
  BOOST_TEST(result.three_nearest.clustered < 0.01);
  BOOST_TEST(result.nearest.regular > 0.9);
}

BOOST_AUTO_TEST_CASE(random_damage_has_uniform_p_values) {
  std::vector<double> one, three;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const Points points = random_points(400, 1000 + seed, {1, 1, 0.3});
    const SevereDistances found = severe_distances(points, random_flags(400, 40, seed));
    const RelabelledDistances result =
        relabel_severe(MPI_COMM_WORLD, points, found, {0, 1}, {0, 1}, 199, 0.95, seed);
    one.push_back(result.nearest.clustered);
    three.push_back(result.three_nearest.clustered);
  }
  BOOST_TEST(kolmogorov_smirnov_uniform(one).p_value > 0.01);
  BOOST_TEST(kolmogorov_smirnov_uniform(three).p_value > 0.01);
}

BOOST_AUTO_TEST_CASE(particles_of_a_slice_lie_in_a_plane) {
  Points points = random_points(100, 3, {1, 1, 1});
  for (auto& point : points) point[2] = 0.5;
  const ObservationWindow window = window_of(points);
  BOOST_TEST(window.dimension() == 2);
  BOOST_TEST(window.volume() == 1, boost::test_tools::tolerance(0.1));
  const SevereDistances found = severe_distances(points, random_flags(100, 30, 3));
  double weight = 0;
  for (const double w : found.nearest_weight) weight += w;
  BOOST_TEST(weight > 0);
}
