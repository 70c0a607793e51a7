// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The reference particle against Crank's series, Faraday's law, its own refinement, and the kinetics of
// ButlerVolmer.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "jobs/run/parameters.h"
#include "solvers/materials/material_parameters.h"
#include "tests/solvers/materials/single_particle.h"

using namespace catena;
using catena_test::SingleParticle;

namespace {

Material material(const std::vector<std::string>& overrides = {}) {
  Parameters parameters;
  MaterialParameters all;
  all.declare(parameters);
  parameters.read("", "none", overrides);
  return all.build();
}

constexpr double radius = 4e-6, D = 3e-14;

}  // namespace

BOOST_AUTO_TEST_CASE(crank_sphere_with_constant_flux) {
  // -(c - c0) D/(j R) at T = D t/R^2 = 0.05; the series is summed here, and its known values are checked too.
  const double roots[] = {4.493409457909064,  7.725251836937707,  10.904121659428899, 14.066193912831473,
                          17.220755271930768, 20.371302959287561, 23.519452498689007, 26.666054258812675};
  const auto series = [&](double rho, double T) {
    double sum = 0;
    for (const double root : roots) {
      const double shape = rho > 0 ? std::sin(root * rho) / rho : root;
      sum += shape * std::exp(-root * root * T) / (root * root * std::sin(root));
    }
    return 3 * T + 0.5 * rho * rho - 0.3 - 2 * sum;
  };
  BOOST_TEST(std::fabs(series(0, 0.05) - 0.00342) < 1e-5);
  BOOST_TEST(std::fabs(series(0.50125, 0.05) - 0.03513) < 1e-5);
  BOOST_TEST(std::fabs(series(0.75125, 0.05) - 0.12188) < 1e-5);
  BOOST_TEST(std::fabs(series(1, 0.05) - 0.31217) < 1e-5);

  const Material nmc = material();
  const double i = 8.78, unit = i * radius / (faraday_constant * nmc.maximum_concentration * D);
  SingleParticle particle(nmc, 3, radius, 200);
  particle.set_uniform(0.9);
  particle.advance(i, 0.05 * radius * radius / D, 400);
  for (const double rho : {0.01, 0.50125, 0.75125, 0.9})
    BOOST_TEST(std::fabs((0.9 - particle.at(rho * radius)) / unit - series(rho, 0.05)) < 1e-4,
               "rho = " << rho);
  BOOST_TEST(std::fabs((0.9 - particle.surface(i)) / unit - series(1, 0.05)) < 1e-4);
  particle.advance(i, 0.25 * radius * radius / D, 400);
  BOOST_TEST(std::fabs((0.9 - particle.surface(i)) / unit - series(1, 0.3)) < 2e-5);
  BOOST_TEST(std::fabs((0.9 - particle.at(0.5 * radius)) / unit - series(0.5, 0.3)) < 5e-5);
}

BOOST_AUTO_TEST_CASE(long_times_of_sphere_and_cylinder) {
  // Surface below mean by j R/((dim + 2) D), below centre by j R/(2 D).
  const Material nmc = material();
  const double i = 1, unit = i * radius / (faraday_constant * nmc.maximum_concentration * D);
  for (const int dim : {2, 3}) {
    SingleParticle particle(nmc, dim, radius, 200);
    particle.set_uniform(0.9);
    particle.advance(i, radius * radius / D, 400);
    BOOST_TEST(std::fabs((particle.mean() - particle.surface(i)) / unit - 1.0 / (dim + 2)) < 1e-4);
    BOOST_TEST(std::fabs((particle.at(0) - particle.surface(i)) / unit - 0.5) < 1e-4);
  }
}

BOOST_AUTO_TEST_CASE(faraday) {
  // x falls by i t dim/(F c_max R), whatever D(x) is.
  const Material nmc = material({"Material/Diffusivity = ORegan 2022"});
  for (const int dim : {2, 3}) {
    SingleParticle particle(nmc, dim, radius, 60);
    particle.set_uniform(0.9);
    particle.advance(2, 300, 60);
    particle.advance(-1, 100, 60);
    const double expected = 0.9 - 500 * dim / (faraday_constant * nmc.maximum_concentration * radius);
    BOOST_TEST(std::fabs(particle.mean() - expected) < 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(refined_it_changes_by_less_than_what_it_is_the_reference_for) {
  for (const char* law : {"Material/Diffusivity = constant", "Material/Diffusivity = ORegan 2022"}) {
    const Material nmc = material({law});
    const double i = 1.5;
    double V[2], x[2];
    for (const int fine : {0, 1}) {
      SingleParticle particle(nmc, 3, radius, fine ? 300 : 150);
      particle.set_uniform(0.9);
      particle.advance(i, 1500, fine ? 600 : 300);
      V[fine] = particle.voltage(i, 2e-3);
      x[fine] = particle.surface(i);
    }
    BOOST_TEST(std::fabs(V[1] - V[0]) < 1e-4);
    BOOST_TEST(std::fabs(x[1] - x[0]) < 1e-5);
  }
}

BOOST_AUTO_TEST_CASE(its_voltage_drives_its_current) {
  const Material nmc = material();
  SingleParticle particle(nmc, 3, radius, 50);
  particle.set_uniform(0.8);
  for (const double i : {-8.78, 0.5, 8.78}) {
    const double x = particle.surface(i), V = particle.voltage(i, 2e-3), R = 2e-3, c_e = 1000;
    double U, dU, i0, by_x, by_c, current;
    nmc.open_circuit_potential->evaluate(1, &x, &U, &dU);
    nmc.exchange_current_density->evaluate(1, &x, &c_e, &i0, &by_x, &by_c);
    ButlerVolmer::Output output;
    output.current = &current;
    nmc.butler_volmer.evaluate(1, {&V, &U, &dU, &i0, &by_x, &R}, output);
    BOOST_TEST(std::fabs(current / i - 1) < 1e-10);
  }
}
