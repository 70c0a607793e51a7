// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/latent/principal_components.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace catena;

namespace {

std::vector<std::size_t> all_rows(std::size_t n) {
  std::vector<std::size_t> rows(n);
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  return rows;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_turned_ellipse) {
  // Points ±3 along (0.6, 0.8), ±1 across, about (5, -2).
  std::vector<double> table;
  for (const double s : {-1.0, 1.0}) {
    table.insert(table.end(), {5 + s * 3 * 0.6, -2 + s * 3 * 0.8});
    table.insert(table.end(), {5 - s * 0.8, -2 + s * 0.6});
  }
  const PrincipalComponents p = principal_components(table, 2, all_rows(4));
  const auto close = boost::test_tools::tolerance(1e-13);
  BOOST_TEST(p.mean[0] == 5, close);
  BOOST_TEST(p.variance[0] == 4.5, close);
  BOOST_TEST(p.variance[1] == 0.5, close);
  BOOST_TEST(p.axes[0] == 0.6, close);
  BOOST_TEST(p.axes[1] == 0.8, close);
  BOOST_TEST(p.error(table, all_rows(4), 0) == 2.5, close);  // (4.5 + 0.5) / 2 columns
  BOOST_TEST(p.error(table, all_rows(4), 1) == 0.25, close);
  BOOST_TEST(std::abs(p.error(table, all_rows(4), 2)) < 1e-28);
}

BOOST_AUTO_TEST_CASE(axes_are_orthonormal_and_errors_are_the_variances_left) {
  std::mt19937_64 random(3);
  const std::size_t n = 200, columns = 21;
  std::vector<double> table(n * columns), mixing(columns * columns), raw(columns);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-52 - 1; };
  for (double& m : mixing) m = uniform();
  for (std::size_t r = 0; r < n; ++r) {
    for (double& v : raw) v = uniform();
    for (std::size_t c = 0; c < columns; ++c)
      for (std::size_t k = 0; k < columns; ++k) table[r * columns + c] += mixing[c * columns + k] * raw[k];
  }
  const PrincipalComponents p = principal_components(table, columns, all_rows(n));
  for (std::size_t i = 0; i < columns; ++i)
    for (std::size_t j = 0; j < columns; ++j) {
      double product = 0;
      for (std::size_t c = 0; c < columns; ++c) product += p.axes[i * columns + c] * p.axes[j * columns + c];
      BOOST_TEST(std::abs(product - (i == j)) < 1e-12);
    }
  for (std::size_t size = 0; size < columns; ++size) {
    const double left =
        std::accumulate(p.variance.begin() + static_cast<std::ptrdiff_t>(size), p.variance.end(), 0.0);
    BOOST_TEST(p.error(table, all_rows(n), size) == left / columns, boost::test_tools::tolerance(1e-10));
  }
}
