// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Lithium in particles against closed forms: Faraday's law, the quasi-steady profile under constant flux, two
// particles that share a current, rest, and equal particles that stay equal.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "solvers/materials/physical_constants.h"
#include "tests/solvers/electrochemistry/small_electrode.h"
#include "tests/verification_row.h"

using namespace catena;

BOOST_AUTO_TEST_CASE(lithium_and_charge_are_conserved) {
  for (const bool varying : {false, true}) {
    auto electrode = row_of_particles<2>(3, 4., 0.9, 1);
    electrode.mesh_options.coarsenings = 2;
    if (varying) electrode.material.diffusivity = std::make_unique<ORegan2022Diffusivity>();
    electrode.build();
    auto& model = *electrode.model;
    const double current = electrode.rated(3);
    BOOST_TEST(model.start(electrode.current(current), electrode.u).converged);
    double lithium = model.lithium(electrode.u), lost = 0, unbalanced = 0;
    BOOST_TEST(lithium == 0.9 * model.capacity(), boost::test_tools::tolerance(1e-12));
    for (int k = 0; k < 6; ++k) {
      const double dt = 2 + 3 * k;
      const auto report = electrode.step(dt, electrode.current(k < 4 ? current : -0.5 * current));
      BOOST_TEST(report.converged, report.failure);
      const double applied = k < 4 ? current : -0.5 * current;
      const double now = model.lithium(electrode.u);
      BOOST_TEST(std::abs(now - lithium + applied * dt) < 1e-10 * model.capacity());
      lost = std::max(lost, std::abs(now - lithium + applied * dt) / model.capacity());
      lithium = now;
      double reacting = 0;
      for (const double particle : model.readings(electrode.u).current) reacting += particle;
      BOOST_TEST(std::abs(reacting - applied) < 1e-8 * std::abs(applied));
      BOOST_TEST(std::abs(model.current(electrode.u) - applied) < 1e-8 * std::abs(applied));
      unbalanced = std::max(unbalanced, std::abs(reacting / applied - 1));
    }
    const std::string name = varying ? "three discs, O'Regan's D(x)" : "three discs, constant D";
    catena_test::verification_row(name, "lithium lost in a step, of the capacity", "4.4 cells a radius",
                                  lost);
    catena_test::verification_row(name, "current of all interfaces less that applied", "4.4 cells a radius",
                                  unbalanced);
    // Under voltage control the current is found, and lithium goes with it.
    const double held = model.voltage(electrode.u) + 0.02;
    BOOST_TEST(electrode.step(5., electrode.voltage(held)).converged);
    BOOST_TEST(model.voltage(electrode.u) == held, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(model.lithium(electrode.u) - lithium == -5 * model.current(electrode.u),
               boost::test_tools::tolerance(1e-7));
  }
}

BOOST_AUTO_TEST_CASE(lithium_follows_the_current_however_loose_the_solver) {
  // What Newton's method leaves would else add up over the thousands of steps of a life.
  for (const auto supply : {ElectronSupply::local, ElectronSupply::particles}) {
    auto electrode = row_of_particles<2>(2, 4., 0.9, 1);
    electrode.options.tolerance = 1e-4;
    electrode.options.supply = supply;
    electrode.build();
    auto& model = *electrode.model;
    const double current = electrode.rated(3);
    BOOST_TEST(model.start(electrode.current(current), electrode.u).converged);
    const auto lost = [&](const CellControl& control) {
      const double dt = 10, before = model.lithium(electrode.u);
      BOOST_TEST(electrode.step(dt, control).converged);
      const double passed =
          control.kind == CellControl::Kind::current ? control.value : model.current(electrode.u);
      return std::abs(model.lithium(electrode.u) - before + passed * dt) / model.capacity();
    };
    for (int k = 0; k < 3; ++k) BOOST_TEST(lost(electrode.current(current)) < 1e-13);
    for (int k = 0; k < 3; ++k)
      BOOST_TEST(lost(electrode.voltage(model.voltage(electrode.u) + 0.01)) < 1e-13);
  }
}

namespace {

/// Surface minus mean of x under constant flux once the profile stands, over its closed form -j R/(D (dim +
/// 2)).
template <int dim>
double profile_ratio(double fine_cell, unsigned int degree) {
  const double radius = 4;
  auto electrode = row_of_particles<dim>(1, radius, fine_cell, degree);
  // Everything but diffusion in the particle is fast, so that the flux is the same all over its surface.
  electrode.material.high_conductivity = electrode.material.low_conductivity = 1e5;
  electrode.material.open_circuit_potential = std::make_unique<LinearPotential>(3.8, -1e-3, 0.6);
  electrode.material.exchange_current_density =
      std::make_unique<ExchangeCurrentDensity>(10., 1000., 0., 0., 0.);
  electrode.build();
  auto& model = *electrode.model;
  const double area = electrode.points->areas()[0];
  const double i = 0.3, j = i / (faraday_constant * electrode.material.maximum_concentration);  // m/s
  for (int k = 0; k < 12; ++k) BOOST_TEST(electrode.step(150., electrode.current(i * area)).converged);
  const auto readings = model.readings(electrode.u);
  return (readings.surface[0] - readings.mean[0]) / (-j * radius * 1e-6 / (3e-14 * (dim + 2)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(constant_flux_builds_the_parabola) {
  const double coarse = std::abs(profile_ratio<2>(0.5, 1) - 1),
               fine = std::abs(profile_ratio<2>(0.25, 1) - 1);
  BOOST_TEST_MESSAGE("Q1 disc: " << coarse << " " << fine);
  BOOST_TEST(fine < 2e-2);
  BOOST_TEST(coarse > 3 * fine);
  catena_test::verification_row("disc, steady flux, Q1", "surface less mean x", "16 cells a radius", fine,
                                catena_test::order_of(coarse, fine));
  const double second = std::abs(profile_ratio<2>(1.0, 2) - 1);
  BOOST_TEST_MESSAGE("Q2 disc: " << second);
  BOOST_TEST(second < 2e-3);
  catena_test::verification_row("disc, steady flux, Q2", "surface less mean x", "4 cells a radius", second);
  const double ball = std::abs(profile_ratio<3>(1.0, 1) - 1);
  BOOST_TEST_MESSAGE("Q1 ball: " << ball);
  BOOST_TEST(ball < 6e-2);
}

BOOST_AUTO_TEST_CASE(two_particles_part_as_their_resistances_ask) {
  // One particle on each side of the plane between the carbon/binder domains.
  const double radius = 4, h = 1, pitch = 2 * radius + 4 * h, slope = 1.2, r1 = 0.01, r2 = 0.03;
  const dealii::Point<2> box(2 * pitch, pitch);
  SmallElectrode<2> electrode(box,
                              {{dealii::Point<2>(1.5 * pitch, pitch / 2), radius},
                               {dealii::Point<2>(0.5 * pitch, pitch / 2), radius}},
                              h, 1, 0, pitch);
  electrode.material.high_conductivity = electrode.material.low_conductivity = 1e4;
  electrode.material.open_circuit_potential = std::make_unique<LinearPotential>(3.8, -slope, 0.6);
  electrode.material.diffusivity = std::make_unique<ConstantDiffusivity>(1e-10);
  electrode.material.exchange_current_density =
      std::make_unique<ExchangeCurrentDensity>(1e5, 1000., 0., 0., 0.);
  InterfaceResistance::Values resistance;
  resistance.high = r1;
  resistance.low = r2;
  electrode.material.resistance = std::make_unique<InterfaceResistance>(resistance);
  electrode.build();
  auto& model = *electrode.model;
  const double transfer = gas_constant * 298.15 / (faraday_constant * 1e5);
  const double sum = r1 + r2 + 2 * transfer, i = 0.1;
  const double area = electrode.points->areas()[0], volume = model.volumes()[0];
  const double rate =
      2 * slope * (area / volume) * 1e6 / (faraday_constant * electrode.material.maximum_concentration * sum);
  const CellControl control = electrode.current(2 * i * area);
  const double dt = 0.02 / rate;
  double time = 0;
  for (int k = 0; k < 60; ++k) {
    BOOST_TEST(electrode.step(k == 0 ? dt / 100 : dt, control, k > 1).converged);
    time += k == 0 ? dt / 100 : dt;
  }
  const auto means = model.readings(electrode.u).mean;
  const double expected = -(i * (r2 - r1) / slope) * (1 - std::exp(-rate * time));
  BOOST_TEST(means[0] - means[1] == expected, boost::test_tools::tolerance(2e-3));
  catena_test::verification_row("two discs with unlike resistances, linear U", "x apart, on the way",
                                "4 cells a radius", (means[0] - means[1]) / expected - 1);
  for (int k = 0; k < 20; ++k) electrode.step(1 / rate, control);
  const auto later = model.readings(electrode.u).mean;
  BOOST_TEST(later[0] - later[1] == -i * (r2 - r1) / slope, boost::test_tools::tolerance(1e-4));
  catena_test::verification_row("two discs with unlike resistances, linear U", "x apart, in the end",
                                "4 cells a radius", (later[0] - later[1]) / (-i * (r2 - r1) / slope) - 1);
}

BOOST_AUTO_TEST_CASE(at_rest_all_comes_to_one_potential) {
  auto electrode = row_of_particles<2>(2, 3., 0.9, 1);
  electrode.build();
  auto& model = *electrode.model;
  // The first particle is fuller than the second.
  electrode.set_concentration([](const dealii::Point<2>& p) { return p[0] < 8.4 ? 0.7 : 0.5; }, electrode.u);
  BOOST_TEST(model.start(electrode.current(0), electrode.u).converged);
  const double lithium = model.lithium(electrode.u);
  double dt = 1;
  for (int k = 0; k < 30; ++k, dt *= 1.8) BOOST_TEST(electrode.step(dt, electrode.current(0)).converged);
  const auto readings = model.readings(electrode.u);
  const double mean = lithium / model.capacity();
  double U, slope;
  electrode.material.open_circuit_potential->evaluate(1, &mean, &U, &slope);
  for (int k = 0; k < 2; ++k) {
    BOOST_TEST(readings.mean[k] == mean, boost::test_tools::tolerance(1e-8));
    BOOST_TEST(readings.surface[k] == mean, boost::test_tools::tolerance(1e-8));
  }
  BOOST_TEST(model.voltage(electrode.u) == U, boost::test_tools::tolerance(1e-8));
}

BOOST_AUTO_TEST_CASE(equal_particles_stay_equal) {
  auto electrode = row_of_particles<2>(2, 3., 0.75, 2);
  electrode.build();
  const double current = electrode.rated(5);
  BOOST_TEST(electrode.model->start(electrode.current(current), electrode.u).converged);
  for (int k = 0; k < 5; ++k) BOOST_TEST(electrode.step(20., electrode.current(current)).converged);
  const auto readings = electrode.model->readings(electrode.u);
  BOOST_TEST(readings.mean[0] < 0.8);
  BOOST_TEST(readings.mean[0] == readings.mean[1], boost::test_tools::tolerance(1e-9));
  BOOST_TEST(readings.current[0] == readings.current[1], boost::test_tools::tolerance(1e-7));
}
