// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// One particle in a good conductor is the single-particle model, and what comes out does not depend on the
// number of ranks or the linear solver.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/solvers/electrochemistry/small_electrode.h"
#include "tests/solvers/materials/single_particle.h"
#include "tests/verification_row.h"

using namespace catena;

namespace {

/// For what has nothing to do with ranks, and takes its time.
boost::test_tools::assertion_result on_one_rank(boost::unit_test::test_unit_id) {
  int ranks;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  return ranks == 1;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_single_particle, *boost::unit_test::precondition(on_one_rank)) {
  for (const bool varying : {false, true}) {
    const double radius = 4;
    auto electrode = row_of_particles<2>(1, radius, 0.8, 2);
    electrode.material.high_conductivity = electrode.material.low_conductivity = 1e4;
    if (varying) electrode.material.diffusivity = std::make_unique<ORegan2022Diffusivity>();
    electrode.build();
    auto& model = *electrode.model;
    // O'Regan's diffusivity is low: a slow charge.
    const double i = varying ? 2 : 8.78;
    const double dt = varying ? 6 : 2;
    catena_test::SingleParticle reference(electrode.material, 2, radius * 1e-6, 200);
    reference.set_uniform(0.9);
    const CellControl control = electrode.current(i * electrode.points->areas()[0]);
    BOOST_TEST(model.start(control, electrode.u).converged);
    BOOST_TEST(std::abs(model.voltage(electrode.u) - reference.voltage(i, 2e-3)) < 1e-4);
    double time = 0, voltage = 0, mean = 0, at_surface = 0;
    for (int k = 0; k < 150; ++k) {
      const auto report = electrode.step(dt, control, k > 0);
      BOOST_TEST(report.converged, report.failure);
      time += dt;
      if (k % 50 != 49) continue;
      reference.advance(i, 50 * dt, 400);
      const auto readings = model.readings(electrode.u);
      BOOST_TEST_MESSAGE(time << " s: V " << model.voltage(electrode.u) << " " << reference.voltage(i, 2e-3)
                              << ", mean x " << readings.mean[0] << " " << reference.mean() << ", surface "
                              << readings.surface[0] << " " << reference.surface(i));
      BOOST_TEST(std::abs(model.voltage(electrode.u) - reference.voltage(i, 2e-3)) < 1e-3);
      BOOST_TEST(std::abs(readings.mean[0] - reference.mean()) < 1e-4);
      BOOST_TEST(std::abs(readings.surface[0] - reference.surface(i)) < 5e-4);
      voltage = std::max(voltage, std::abs(model.voltage(electrode.u) - reference.voltage(i, 2e-3)));
      mean = std::max(mean, std::abs(readings.mean[0] - reference.mean()));
      at_surface = std::max(at_surface, std::abs(readings.surface[0] - reference.surface(i)));
    }
    const std::string name =
        std::string("disc against a radial model, ") + (varying ? "O'Regan's D(x)" : "constant D") + ", Q2";
    catena_test::verification_row(name, "voltage, V", "5 cells a radius", voltage);
    catena_test::verification_row(name, "mean x, absolute", "5 cells a radius", mean);
    catena_test::verification_row(name, "surface x, absolute", "5 cells a radius", at_surface);
  }
}

namespace {

template <int dim>
std::vector<double> short_run(MPI_Comm comm, unsigned int degree, unsigned int direct_below) {
  auto electrode = row_of_particles<dim>(2, 3., dim == 2 ? 0.75 : 1., degree);
  electrode.comm = comm;
  electrode.mesh_options.coarsenings = 2;
  electrode.material.diffusivity = std::make_unique<ORegan2022Diffusivity>();
  electrode.options.direct_below = direct_below;
  electrode.build();
  auto& model = *electrode.model;
  std::vector<double> results;
  const double current = electrode.rated(2);
  BOOST_TEST(model.start(electrode.current(current), electrode.u).converged);
  for (int k = 0; k < 4; ++k) BOOST_TEST(electrode.step(15., electrode.current(current)).converged);
  BOOST_TEST(electrode.step(5., electrode.voltage(model.voltage(electrode.u) + 0.01)).converged);
  const auto readings = model.readings(electrode.u);
  results = {model.voltage(electrode.u), model.current(electrode.u) / current,
             model.lithium(electrode.u) / model.capacity()};
  results.insert(results.end(), readings.mean.begin(), readings.mean.end());
  results.insert(results.end(), readings.surface.begin(), readings.surface.end());
  return results;
}

}  // namespace

BOOST_AUTO_TEST_CASE(ranks_and_linear_solvers_do_not_matter) {
  const auto alone = short_run<2>(MPI_COMM_SELF, 2, 15000);
  const auto together = short_run<2>(MPI_COMM_WORLD, 2, 15000);
  const auto split = short_run<2>(MPI_COMM_WORLD, 2, 0);
  for (std::size_t k = 0; k < alone.size(); ++k) {
    BOOST_TEST(together[k] == alone[k], boost::test_tools::tolerance(1e-9));
    BOOST_TEST(split[k] == alone[k], boost::test_tools::tolerance(1e-9));
  }
  const auto ball_alone = short_run<3>(MPI_COMM_SELF, 1, 0), ball = short_run<3>(MPI_COMM_WORLD, 1, 0);
  for (std::size_t k = 0; k < ball.size(); ++k)
    BOOST_TEST(ball[k] == ball_alone[k], boost::test_tools::tolerance(1e-9));
}
