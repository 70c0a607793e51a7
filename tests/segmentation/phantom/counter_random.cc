// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/counter_random.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <set>

using namespace catena;

BOOST_AUTO_TEST_CASE(normal_numbers_have_the_moments_of_the_normal_distribution) {
  const std::uint64_t key = random_key(7, Purpose::noise);
  constexpr int n = 1 << 21;
  double moment[5] = {}, neighbours = 0, before = 0;
  int beyond_two = 0;
  for (int i = 0; i < n; ++i) {
    const double x = random_normal(key, static_cast<std::uint64_t>(i));
    double power = 1;
    for (double& m : moment) {
      m += power / n;
      power *= x;
    }
    neighbours += x * before / n;
    before = x;
    beyond_two += std::abs(x) > 2;
  }
  const double error = 1 / std::sqrt(static_cast<double>(n));
  BOOST_TEST(std::abs(moment[1]) < 5 * error);
  BOOST_TEST(std::abs(moment[2] - 1) < 8 * error);
  BOOST_TEST(std::abs(moment[3]) < 20 * error);
  BOOST_TEST(std::abs(moment[4] - 3) < 0.03 + 50 * error);
  BOOST_TEST(std::abs(neighbours) < 5 * error);
  BOOST_TEST(std::abs(beyond_two / static_cast<double>(n) - 0.0455) < 0.001);
}

BOOST_AUTO_TEST_CASE(uniform_numbers_fill_the_interval_evenly) {
  const std::uint64_t key = random_key(7, Purpose::rings);
  constexpr int n = 1 << 18, bins = 64;
  int count[bins] = {};
  for (int i = 0; i < n; ++i) {
    const float u = random_uniform(key, static_cast<std::uint64_t>(i));
    BOOST_REQUIRE(u >= 0 && u < 1);
    ++count[static_cast<int>(u * bins)];
  }
  double chi_square = 0;
  for (const int c : count) chi_square += (c - n / bins) * (c - n / bins) / static_cast<double>(n / bins);
  BOOST_TEST(chi_square < 120);  // 63 degrees of freedom: below 103 in 999 of 1000 cases
}

BOOST_AUTO_TEST_CASE(purposes_and_seeds_are_independent) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 100; ++seed)
    for (std::uint64_t purpose = 1; purpose <= 14; ++purpose)
      for (std::uint64_t index = 0; index < 10; ++index)
        seen.insert(random_bits(random_key(seed, static_cast<Purpose>(purpose)), index));
  BOOST_TEST(seen.size() == 100u * 14u * 10u);
}

BOOST_AUTO_TEST_CASE(sequences_draw_what_they_say) {
  RandomSequence random(3, Purpose::defects, 0);
  constexpr int n = 100000;
  double mean = 0, square = 0, events = 0, height = 0;
  for (int i = 0; i < n; ++i) {
    const double x = random.normal();
    mean += x / n;
    square += x * x / n;
    events += static_cast<double>(random.poisson(3.5)) / n;
    const auto d = random.direction();
    BOOST_REQUIRE_CLOSE(d[0] * d[0] + d[1] * d[1] + d[2] * d[2], 1.0, 1e-10);
    height += d[0] * d[0] / n;
  }
  BOOST_TEST(std::abs(mean) < 0.02);
  BOOST_TEST(std::abs(square - 1) < 0.03);
  BOOST_TEST(std::abs(events - 3.5) < 0.04);
  BOOST_TEST(std::abs(height - 1.0 / 3) < 0.01);
  const auto r = random.rotation();
  for (int a = 0; a < 3; ++a)
    for (int b = 0; b < 3; ++b) {
      const double product = r[3 * a] * r[3 * b] + r[3 * a + 1] * r[3 * b + 1] + r[3 * a + 2] * r[3 * b + 2];
      BOOST_TEST(std::abs(product - (a == b)) < 1e-12);
    }
}
