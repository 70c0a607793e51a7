// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Equilibrium is found to the tolerance asked for: through softening, where a load is taken back, and from a
// guess that is far from what is sought; with a factorisation that is long out of date and with multigrid.
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/solvers/mechanics/body.h"

using namespace catena;

namespace {

/// Normal opening of the interface after each load of a history, at [load][point].
std::vector<std::vector<double>> history(double tolerance, int direct_limit) {
  start_petsc();
  const Material material = misfit_material(140, 2, bilinear(10, 0.008, 0.125));
  MechanicsOptions options;
  options.tolerance = tolerance;
  options.direct_limit = direct_limit;
  const dealii::Point<3> centre(4.1, 4.2, 3.9);
  Body<3> body(
      MPI_COMM_WORLD, [&](const dealii::Point<3>& p) { return centre.distance(p) - 2; },
      uniform_mesh<3>(8, 0.8, 1), material, options);
  std::vector<std::vector<double>> openings;
  for (const double misfit : {-0.005, -0.016, -0.002, -0.0001, -0.02}) {
    const auto report = body.solve(misfit);
    BOOST_TEST_REQUIRE(report.converged, report.failure);
    body.mechanics.accept();
    openings.push_back(body.mechanics.opening());
  }
  BOOST_TEST(body.spread(body.mechanics.damage()).mean > 0.1);  // it did soften
  return openings;
}

}  // namespace

BOOST_DATA_TEST_CASE(error_is_what_was_asked_for, boost::unit_test::data::make({0, 100000}), direct_limit) {
  const double tolerance = MechanicsOptions().tolerance;
  const auto found = history(tolerance, direct_limit), exact = history(1e-14, direct_limit);
  for (std::size_t load = 0; load < found.size(); ++load) {
    double difference = 0, most = 0;
    for (std::size_t i = 0; i < found[load].size(); ++i) {
      difference = std::max(difference, std::abs(found[load][i] - exact[load][i]));
      most = std::max(most, std::abs(exact[load][i]));
    }
    BOOST_TEST_MESSAGE("load " << load << ": " << difference / most);
    // The tolerance is of the energy, of which the interface has little: openings are up to sixty times as
    // far off.
    BOOST_TEST(difference < 200 * tolerance * most);
  }
}
