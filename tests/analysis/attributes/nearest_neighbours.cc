// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/nearest_neighbours.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <utility>

using namespace catena;

namespace {

using Point = std::array<double, 3>;

std::vector<std::int32_t> by_sorting(const std::vector<Point>& points, size_t of, size_t count) {
  std::vector<std::pair<double, std::int32_t>> all;
  for (size_t i = 0; i < points.size(); ++i) {
    if (i == of) continue;
    double squared = 0;
    for (int k = 0; k < 3; ++k) squared += (points[i][k] - points[of][k]) * (points[i][k] - points[of][k]);
    all.emplace_back(squared, static_cast<std::int32_t>(i));
  }
  std::sort(all.begin(), all.end());
  std::vector<std::int32_t> result;
  for (size_t i = 0; i < std::min(count, all.size()); ++i) result.push_back(all[i].second);
  return result;
}

void check(const std::vector<Point>& points) {
  const auto found = nearest_neighbours(points, 6);
  BOOST_REQUIRE(found.size() == points.size());
  for (size_t i = 0; i < points.size(); ++i)
    BOOST_TEST(found[i] == by_sorting(points, i, 6), boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_CASE(as_by_sorting_all_distances) {
  std::mt19937 random(4);
  std::uniform_real_distribution<double> uniform(0, 1);
  for (int n : {1, 2, 5, 7, 8, 400}) {
    std::vector<Point> points(n);
    for (Point& p : points) p = {uniform(random), uniform(random), 0.1 * uniform(random)};
    check(points);
  }
}

BOOST_AUTO_TEST_CASE(equal_distances_go_by_the_order_of_the_points) {
  std::vector<Point> lattice;
  for (int z = 0; z < 4; ++z)
    for (int y = 0; y < 5; ++y)
      for (int x = 0; x < 5; ++x) lattice.push_back({1.0 * x, 1.0 * y, 1.0 * z});
  check(lattice);
  check(std::vector<Point>(20, Point{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(no_points) { BOOST_TEST(nearest_neighbours({}, 6).empty()); }
