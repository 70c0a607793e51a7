// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/latent/latent_links.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

using namespace catena;

BOOST_AUTO_TEST_CASE(correlations_by_hand) {
  // Columns: 1 2 3 4; its double less 1; its negative; 1 -1 -1 1, which is uncorrelated with them; a
  // constant.
  std::vector<double> table;
  const double cross[] = {1, -1, -1, 1};
  for (int r = 0; r < 4; ++r) table.insert(table.end(), {r + 1.0, 2.0 * r + 1, -1.0 * r, cross[r], 0.1});
  const std::vector<double> r = column_correlations(table, 5, table, 5, 4);
  BOOST_TEST(r[0] == 1);
  BOOST_TEST(r[1] == 1, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(r[2] == -1, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(std::abs(r[3]) < 1e-15);
  for (const int constant : {4, 9, 14, 19, 20}) BOOST_TEST(r[static_cast<std::size_t>(constant)] == 0);
  BOOST_TEST(r[24] == 1);
}

BOOST_AUTO_TEST_CASE(a_known_correlation) {
  // x = 0 1 2, y = 0 1 0.5: covariance 0.5, variances 2 and 0.5 (sums), r = 0.5 / 1.
  const std::vector<double> x{0, 1, 2}, y{0, 1, 0.5};
  BOOST_TEST(column_correlations(x, 1, y, 1, 3)[0] == 0.5, boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_CASE(links_have_sign_and_threshold) {
  const std::vector<double> r{1, 0.3, -0.6, 0.3, 1, 0.29, -0.6, 0.29, 1};
  const auto links = latent_links(r, 3, 0.3);
  BOOST_TEST_REQUIRE(links.size() == 2u);
  BOOST_TEST(links[0].first == 0u);
  BOOST_TEST(links[0].second == 1u);
  BOOST_TEST(links[1].second == 2u);
  BOOST_TEST(links[1].correlation == -0.6);
}

BOOST_AUTO_TEST_CASE(added_links_are_new_or_have_turned) {
  const std::vector<LatentLink> reference{{0, 1, 0.5}, {1, 2, 0.4}};
  const auto added = added_links({{0, 1, 0.9}, {0, 2, -0.5}, {1, 2, -0.4}}, reference);
  BOOST_TEST_REQUIRE(added.size() == 2u);
  BOOST_TEST(added[0].first == 0u);
  BOOST_TEST(added[0].second == 2u);
  BOOST_TEST(added[1].first == 1u);
  BOOST_TEST(added[1].correlation == -0.4);
}
