// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/latent/latent_dimensions.h"

#include <mpi.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/analysis/latent/planted.h"

using namespace catena;

namespace {

std::vector<std::string> names(std::size_t n) {
  std::vector<std::string> list;
  for (std::size_t i = 0; i < n; ++i) list.push_back("a" + std::to_string(i));
  return list;
}

LatentParameters brief(std::int64_t dimensions) {
  LatentParameters p;
  p.dimensions = dimensions;
  p.epochs = 60;
  return p;
}

}  // namespace

BOOST_AUTO_TEST_CASE(better_than_principal_components_on_a_rolled_sheet) {
  const auto r = latent_dimensions(MPI_COMM_WORLD, {{"sheet", planted::rolled_sheet(800, 0.02, 9)}},
                                   names(planted::columns), brief(3), 1);
  BOOST_TEST_REQUIRE(r.not_computed == "");
  BOOST_TEST_REQUIRE(r.sets[0].sizes.size() == 3u);
  for (const LatentSize& s : r.sets[0].sizes) {
    BOOST_TEST_MESSAGE(s.size << " dimensions: " << s.error << " against " << s.principal_error);
    BOOST_TEST(s.error < 0.8 * s.principal_error);
  }
}

BOOST_AUTO_TEST_CASE(no_worse_than_principal_components_on_linear_data) {
  const auto r = latent_dimensions(MPI_COMM_WORLD, {{"flat", planted::factors_seen(800, 4, 0, 0.3, 4)}},
                                   names(planted::factor_columns(4)), brief(5), 1);
  for (const LatentSize& s : r.sets[0].sizes) {
    BOOST_TEST_MESSAGE(s.size << " dimensions: " << s.error << " against " << s.principal_error);
    BOOST_TEST(s.error < 1.03 * s.principal_error);
  }
}

BOOST_AUTO_TEST_CASE(planted_links_are_found_with_their_sign) {
  const std::size_t factors = 4;
  for (const double sign : {1.0, -1.0}) {
    const auto r = latent_dimensions(MPI_COMM_WORLD,
                                     {{"before", planted::factors_seen(600, factors, 0, 0.3, 4)},
                                      {"after", planted::factors_seen(600, factors, 0.7 * sign, 0.3, 5)}},
                                     names(planted::factor_columns(factors)), brief(4), 1);
    BOOST_TEST(r.sets[0].links.size() == 0u);
    BOOST_TEST_REQUIRE(r.sets[1].links.size() == 1u);
    BOOST_TEST(r.sets[1].links[0].first == 0u);
    BOOST_TEST(r.sets[1].links[0].second == 1u);
    BOOST_TEST(std::abs(r.sets[1].links[0].correlation - 0.7 * sign) < 0.12);
    BOOST_TEST(r.sets[1].added.size() == 1u);
    BOOST_TEST(r.sets[1].sizes[0].links == 0u);
    BOOST_TEST(r.sets[1].sizes[3].links == 1u);
    // Each dimension is the factor that its columns see.
    for (std::size_t k = 0, column = 0; k < factors; column += 2 + factors - k, ++k)
      BOOST_TEST(r.attribute_correlation[k * r.attributes.size() + column] > 0.85);
  }
}

BOOST_AUTO_TEST_CASE(the_same_on_any_number_of_ranks_and_for_the_same_seed_alone) {
  const std::vector<LatentSet> sets{{"sheet", planted::rolled_sheet(200, 0.02, 9)}};
  const auto all = names(planted::columns);
  const auto a = latent_dimensions(MPI_COMM_WORLD, sets, all, brief(3), 1);
  const auto alone = latent_dimensions(MPI_COMM_SELF, sets, all, brief(3), 1);
  const auto other = latent_dimensions(MPI_COMM_SELF, sets, all, brief(3), 2);
  BOOST_TEST((a.sets[0].values == alone.sets[0].values));
  for (std::size_t s = 0; s < 3; ++s) BOOST_TEST(a.sets[0].sizes[s].error == alone.sets[0].sizes[s].error);
  BOOST_TEST((a.sets[0].values != other.sets[0].values));
}

BOOST_AUTO_TEST_CASE(all_sets_can_be_learned_from) {
  const std::vector<LatentSet> sets{{"one", planted::factors_seen(100, 2, 0, 0.3, 4)},
                                    {"two", planted::factors_seen(100, 2, 0.8, 0.3, 5)}};
  LatentParameters p = brief(2);
  const auto first = latent_dimensions(MPI_COMM_SELF, sets, names(planted::factor_columns(2)), p, 1);
  p.fitted_on = "all";
  const auto all = latent_dimensions(MPI_COMM_SELF, sets, names(planted::factor_columns(2)), p, 1);
  BOOST_TEST(first.learned_from == 80u);
  BOOST_TEST(all.learned_from == 160u);
  BOOST_TEST(all.stopped_by == 20u);
  p.particles = 50;
  BOOST_TEST(latent_dimensions(MPI_COMM_SELF, sets, names(planted::factor_columns(2)), p, 1).learned_from ==
             50u);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_computed_is_said) {
  const auto few =
      latent_dimensions(MPI_COMM_WORLD, {{"few", std::vector<double>(19 * 3, 1.0)}}, names(3), brief(2), 1);
  BOOST_TEST(few.not_computed.find("19 particles") != std::string::npos);
  const auto flat =
      latent_dimensions(MPI_COMM_WORLD, {{"flat", std::vector<double>(40 * 3, 0.1)}}, names(3), brief(2), 1);
  BOOST_TEST(flat.not_computed.find("0 attributes vary") != std::string::npos);
  BOOST_TEST(flat.constant.size() == 3u);
  const auto off = latent_dimensions(MPI_COMM_WORLD, {{"off", {1, 2, 3}}}, names(3), brief(0), 1);
  BOOST_TEST(off.not_computed.find("Latent/Dimensions = 0") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(constant_attributes_are_left_out_and_dimensions_are_fewer_than_attributes) {
  planted::Random random(8);
  std::vector<double> table;
  for (int r = 0; r < 60; ++r) table.insert(table.end(), {random.normal(), 4.0, random.normal()});
  const auto r = latent_dimensions(MPI_COMM_WORLD, {{"set", table}}, {"x", "same", "y"}, brief(8), 1);
  BOOST_TEST(r.not_computed == "");
  BOOST_TEST((r.constant == std::vector<std::string>{"same"}));
  BOOST_TEST(r.dimensions == 1u);
}
