// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Diffusion in a ball against Crank's series, an octant of it on the cut mesh: constant flux, and a surface
// held at a concentration, by way of the reaction; orders in space and time.
#include <boost/test/unit_test.hpp>

#include "solvers/materials/physical_constants.h"
#include "tests/solvers/electrochemistry/crank_sphere.h"
#include "tests/solvers/electrochemistry/small_electrode.h"
#include "tests/verification_row.h"

using namespace catena;
using catena_test::CrankSphere;
using catena_test::order_of;
using catena_test::verification_row;

namespace {

constexpr double radius = 4, D = 3e-14, start_time = 0.02;  // time in units of R^2/D
constexpr double surface = 4 * M_PI * radius * radius / 8;
constexpr double second = radius * radius * 1e-12 / D;

/// Nothing but diffusion in the particle and the interface's resistance hinders the current.
SmallElectrode<3> octant(unsigned int cells_per_radius, unsigned int degree, double slope,
                         double resistance) {
  const double h = radius / cells_per_radius, edge = radius + 2 * h;
  SmallElectrode<3> electrode(dealii::Point<3>(edge, edge, edge), {{dealii::Point<3>(), radius}}, h, degree,
                              2, -1.);
  electrode.mesh_options.coarsenings = 0;
  auto& material = electrode.material;
  material.high_conductivity = 1e6;
  material.diffusivity = std::make_unique<ConstantDiffusivity>(D);
  material.stress_diffusion = StressDiffusion::none;
  material.open_circuit_potential = std::make_unique<LinearPotential>(3.8, slope, 0.6);
  material.exchange_current_density = std::make_unique<ExchangeCurrentDensity>(1e9, 1000., 0., 0., 0.);
  InterfaceResistance::Values values;
  values.high = values.low = resistance;
  material.resistance = std::make_unique<InterfaceResistance>(values);
  electrode.build();
  return electrode;
}

using Profile = std::function<double(double rho, double time)>;

/// The error of the concentration at `time`, from two levels of the exact solution on, so that all is smooth
/// from the first step.
auto error_after(SmallElectrode<3>& electrode, const Profile& exact, double time, int steps,
                 const CellControl& control) {
  const double dt = (time - start_time) / steps;
  const auto at = [&](double moment) {
    return [&exact, moment](const dealii::Point<3>& p) { return exact(p.norm() / radius, moment); };
  };
  electrode.set_concentration(at(start_time - dt), electrode.before);
  electrode.set_concentration(at(start_time), electrode.u);
  BOOST_TEST(electrode.model->start(control, electrode.u).converged);
  for (int k = 0; k < steps; ++k) {
    const auto report = electrode.step(dt * second, control, true);
    BOOST_TEST(report.converged, report.failure);
  }
  return electrode.concentration_error(at(time));
}

/// `lumped` is that of the mean, over the surface or over all.
struct Errors {
  double mean, most, lumped;
};

/// Under constant flux, at `time`, in units of j R/D.
Errors constant_flux(unsigned int cells_per_radius, unsigned int degree, double time, int steps) {
  auto electrode = octant(cells_per_radius, degree, -1e-6, 1e-2);
  const double i = 5, unit = i * radius * 1e-6 / (faraday_constant * 49146 * D);
  const Profile exact = [&](double rho, double t) { return 0.9 - unit * CrankSphere::constant_flux(rho, t); };
  const CellControl control = electrode.current(i * surface);
  const auto error = error_after(electrode, exact, time, steps, control);
  const Errors errors{error.mean / unit, error.most / unit,
                      (electrode.model->readings(electrode.u).surface[0] - exact(1, time)) / unit};
  BOOST_TEST_MESSAGE("flux: " << cells_per_radius << " cells a radius, degree " << degree << ", " << steps
                              << " steps to " << time << ": " << errors.mean << ", most " << errors.most
                              << ", surface " << errors.lumped);
  return errors;
}

/// With the flux biot (x - 0.5) D/R, at `time`, in units of the difference at the start.
Errors held_surface(unsigned int cells_per_radius, unsigned int degree, double biot, double time, int steps) {
  const double scale = radius * 1e-6 / (faraday_constant * 49146 * D);
  auto electrode = octant(cells_per_radius, degree, -1, scale / biot);
  const CrankSphere sphere(biot);
  const Profile exact = [&](double rho, double t) { return 0.5 + 0.4 * sphere.profile(rho, t); };
  const CellControl control = electrode.voltage(3.8 - (0.5 - 0.6));
  const auto error = error_after(electrode, exact, time, steps, control);
  const double mean = (electrode.model->readings(electrode.u).mean[0] - 0.5) / 0.4;
  BOOST_TEST_MESSAGE("Biot " << biot << ": " << cells_per_radius << " cells a radius, degree " << degree
                             << ", " << steps << " steps to " << time << ": " << error.mean / 0.4 << ", most "
                             << error.most / 0.4 << ", mean " << mean << " (" << sphere.mean(time)
                             << ", surface fixed " << CrankSphere::mean_of_fixed_surface(time) << ")");
  return {error.mean / 0.4, error.most / 0.4, mean - CrankSphere::mean_of_fixed_surface(time)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_series_has_its_known_values) {
  for (const auto& [rho, value] :
       {std::pair(0., 0.00342), {0.50125, 0.03513}, {0.75125, 0.12188}, {1., 0.31217}})
    BOOST_TEST(std::abs(CrankSphere::constant_flux(rho, 0.05) - value) < 1e-5);
  // Long after, the surface is a fifth below the mean and a half below the centre.
  BOOST_TEST(std::abs(CrankSphere::constant_flux(1, 1) - 3 - 0.2) < 1e-7);
  BOOST_TEST(std::abs(CrankSphere::constant_flux(1, 1) - CrankSphere::constant_flux(0, 1) - 0.5) < 1e-7);
  BOOST_TEST(std::abs(CrankSphere(1e6).mean(0.05) - CrankSphere::mean_of_fixed_surface(0.05)) < 1e-5);
}

BOOST_AUTO_TEST_CASE(constant_flux_in_space) {
  for (const unsigned int degree : {1u, 2u}) {
    const unsigned int cells = degree == 1 ? 4 : 2;
    const Errors coarse = constant_flux(cells, degree, 0.05, 30),
                 fine = constant_flux(2 * cells, degree, 0.05, 30);
    const double order = order_of(coarse.mean, fine.mean);
    BOOST_TEST(order > (degree == 1 ? 1.8 : 2.8));
    BOOST_TEST(fine.most < (degree == 1 ? 1.2e-2 : 1e-3));
    BOOST_TEST(std::abs(fine.lumped) < (degree == 1 ? 4e-3 : 1e-4));
    const std::string name = "ball, constant flux, against Crank's series, Q" + std::to_string(degree);
    const std::string mesh = std::to_string(2 * cells) + " cells a radius";
    verification_row(name, "x in L2, of j R/D", mesh, fine.mean, order);
    verification_row(name, "x, most at any radius, of j R/D", mesh, fine.most,
                     order_of(coarse.most, fine.most));
  }
  // And later.
  BOOST_TEST(constant_flux(4, 2, 0.1, 40).most < 5e-4);
}

BOOST_AUTO_TEST_CASE(constant_flux_in_time) {
  // By what halving the step changes, which the mesh's own error leaves alone.
  double at_surface[3];
  for (int k = 0; k < 3; ++k) at_surface[k] = constant_flux(4, 2, 0.1, 10 << k).lumped;
  BOOST_TEST(std::abs(at_surface[2]) < 1e-4);
  const double change = at_surface[2] - at_surface[1];
  const double order = order_of(at_surface[1] - at_surface[0], change);
  BOOST_TEST(std::abs(order - 2) < 0.15);
  verification_row("the same in time, BDF2", "surface x, change with half the step, of j R/D",
                   "step 0.002 R2/D", change, order);
}

BOOST_AUTO_TEST_CASE(surface_that_is_held) {
  constexpr double biot = 1e4;
  for (const unsigned int degree : {1u, 2u}) {
    const unsigned int cells = degree == 1 ? 4 : 2;
    const Errors coarse = held_surface(cells, degree, biot, 0.05, 30),
                 fine = held_surface(2 * cells, degree, biot, 0.05, 30);
    const double order = order_of(coarse.mean, fine.mean);
    BOOST_TEST(order > (degree == 1 ? 1.7 : 2.8));
    BOOST_TEST(std::abs(fine.lumped) < (degree == 1 ? 1e-2 : 1e-3));
    const std::string name = "ball, surface held, against Crank's series, Q" + std::to_string(degree);
    const std::string mesh = std::to_string(2 * cells) + " cells a radius";
    verification_row(name, "x in L2, of the first difference", mesh, fine.mean, order);
    verification_row(name, "mean x, of the first difference", mesh, fine.lumped,
                     order_of(std::abs(coarse.lumped), std::abs(fine.lumped)));
  }
}
