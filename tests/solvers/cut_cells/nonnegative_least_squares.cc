// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Least squares without negative weights: exact where it can be, at the bound where it cannot, by the
// conditions of an optimum (slopes zero where free, none positive at the bound), also with columns that
// depend on each other.
#include "solvers/cut_cells/nonnegative_least_squares.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>

using catena::nonnegative_least_squares;

namespace {

void check_optimum(const std::vector<std::vector<double>>& columns, const std::vector<double>& b) {
  const auto w = nonnegative_least_squares(columns, b);
  BOOST_REQUIRE(w.size() == columns.size());
  std::vector<double> rest = b;
  for (std::size_t j = 0; j < w.size(); ++j)
    for (std::size_t i = 0; i < b.size(); ++i) rest[i] -= w[j] * columns[j][i];
  for (std::size_t j = 0; j < w.size(); ++j) {
    double slope = 0;
    for (std::size_t i = 0; i < b.size(); ++i) slope += columns[j][i] * rest[i];
    BOOST_TEST(w[j] >= 0);
    if (w[j] > 0)
      BOOST_TEST(std::abs(slope) < 1e-9);
    else
      BOOST_TEST(slope < 1e-9);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(solved_by_hand) {
  // The second would be -1: left at 0 the first is 3/2.
  const auto bound = nonnegative_least_squares({{1, 1}, {0, 1}}, {2, 1});
  BOOST_TEST(bound[0] == 1.5, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(bound[1] == 0);
  const auto exact = nonnegative_least_squares({{1, 1}, {0, 1}}, {2, 5});
  BOOST_TEST(exact[0] == 2, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(exact[1] == 3, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(nonnegative_least_squares({{1, 0}, {0, 1}}, {-1, -2}) == std::vector<double>({0, 0}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(optimal_for_many_columns) {
  std::uint32_t seed = 1;
  const auto draw = [&] {
    seed = seed * 1664525u + 1013904223u;
    return static_cast<double>(seed >> 8) / (1 << 24) - 0.4;
  };
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<std::vector<double>> columns(40, std::vector<double>(8));
    std::vector<double> b(8);
    for (auto& column : columns)
      for (double& entry : column) entry = draw();
    for (double& entry : b) entry = draw();
    columns[7] = columns[3];  // twice the same, and twice as long
    columns[9] = columns[5];
    for (double& entry : columns[9]) entry *= 2;
    check_optimum(columns, b);
  }
}
