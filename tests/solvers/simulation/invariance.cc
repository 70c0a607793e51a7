// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Three discs through damage and fatigue: equal ones stay equal, in whatever order they are listed what comes
// out is the same, and at rest all come to one lithium content, however differently they are damaged.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/solvers/simulation/cycled_discs.h"
#include "tests/verification_row.h"

using namespace catena;
using catena_test::verification_row;

namespace {

/// As in inputs/cases/three_particles.
const std::vector<std::string> settings{"Material/Knee height = 0.5", "Interface/Strength = 9.5e6",
                                        "Interface/Damage resistance = 0.025",
                                        "Interface/Fatigue factor = 0.6"};

double range(const std::vector<double>& values) {
  return *std::max_element(values.begin(), values.end()) - *std::min_element(values.begin(), values.end());
}

/// A charge and a long rest.
std::unique_ptr<CycledDiscs> rested(const std::string& stress_diffusion,
                                    const std::string& stress_in_kinetics) {
  auto with = settings;
  with.push_back("Material/Stress diffusion = " + stress_diffusion);
  with.push_back("Interface/Stress in kinetics = " + stress_in_kinetics);
  auto discs = std::make_unique<CycledDiscs>(std::vector<unsigned int>{0, 1, 2},
                                             std::vector<double>{1.6, 0, -1.6}, with);
  ProtocolParameters protocol;
  protocol.rest_after_charge = 2e4;
  CyclingOptions options;
  options.longest_step = 0.5;
  discs->begin(protocol, options);
  while (discs->ends.size() < 2 && discs->cycling->step()) {
  }
  return discs;
}

}  // namespace

BOOST_AUTO_TEST_CASE(equal_particles_stay_equal_through_damage) {
  for (const char* law : {"opening increment", "Roe-Siegmund"}) {
    auto with = settings;
    with.push_back(std::string("Interface/Fatigue law = ") + law);
    CycledDiscs discs({0, 1, 2}, {0.13, 0.13, 0.13}, with);
    ProtocolParameters protocol;
    protocol.cycles = 2;
    discs.begin(protocol);
    discs.run();
    double x = 0, d = 0;
    for (const Sample& sample : discs.samples) x = std::max(x, range(sample.particles.concentration));
    for (const DamageReadings& readings : discs.damages) {
      d = std::max(d, range(readings.damage));
      d = std::max(d, range(readings.dissipation));
    }
    BOOST_TEST_MESSAGE(law << ": mean damage " << discs.cycles.back().mean_damage << ", apart by " << x
                           << " in x and " << d << " in damage");
    BOOST_TEST(discs.cycles.back().mean_damage > 0.1);
    BOOST_TEST(x < 1e-7);
    BOOST_TEST(d < 1e-6);
    verification_row(std::string("three equal discs, 2 cycles, fatigue: ") + law, "mean x apart",
                     "5 cells a radius", x);
    verification_row(std::string("three equal discs, 2 cycles, fatigue: ") + law, "damage apart",
                     "5 cells a radius", d);
  }
}

BOOST_AUTO_TEST_CASE(order_of_particles_does_not_matter) {
  const std::vector<double> offsets{1.6, 0, -1.6};
  ProtocolParameters protocol;
  protocol.cycles = 1;
  CycledDiscs listed({0, 1, 2}, offsets, settings);
  listed.begin(protocol);
  listed.run();
  // Ids 1, 2, 3 are what were 3, 1, 2.
  CycledDiscs permuted({2, 0, 1}, {offsets[2], offsets[0], offsets[1]}, settings);
  permuted.begin(protocol);
  permuted.run();
  BOOST_TEST_REQUIRE(listed.samples.size() == permuted.samples.size());
  const Sample &a = listed.samples.back(), &b = permuted.samples.back();
  const DamageReadings &da = listed.damages.back(), &db = permuted.damages.back();
  BOOST_TEST(range(a.particles.surface_concentration) > 1e-3);
  BOOST_TEST(range(da.damage) > 1e-3);
  double most = std::abs(a.voltage - b.voltage);
  for (std::size_t k = 0; k < 3; ++k) {
    const std::size_t j = (k + 1) % 3;
    most = std::max({most, std::abs(a.particles.concentration[k] - b.particles.concentration[j]),
                     std::abs(da.damage[k] - db.damage[j]), std::abs(da.dissipation[k] - db.dissipation[j])});
  }
  BOOST_TEST_MESSAGE("permuted: differs by " << most);
  BOOST_TEST(most < 1e-9);
  verification_row("three unlike discs in another order, a cycle", "voltage, x, damage, most",
                   "5 cells a radius", most);
}

BOOST_AUTO_TEST_CASE(at_rest_damage_does_not_matter) {
  const auto discs = rested("none", "false");
  const Sample &charged = discs->ends[0], &at_rest = discs->ends[1];
  BOOST_TEST(range(charged.particles.concentration) > 0.01);
  BOOST_TEST(range(at_rest.particles.resistance) > 1e-5);
  const double apart = range(at_rest.particles.concentration);
  const double mean = spread_of(at_rest.particles.concentration).mean;
  double U = 0, slope = 0;
  discs->material.open_circuit_potential->evaluate(1, &mean, &U, &slope);
  BOOST_TEST_MESSAGE("mean x apart by " << range(charged.particles.concentration) << ", at rest by " << apart
                                        << "; voltage less U " << at_rest.voltage - U << " V");
  BOOST_TEST(apart < 1e-9);
  BOOST_TEST(std::abs(at_rest.voltage - U) < 1e-9);
  verification_row("unlike damaged discs at rest", "mean x apart", "5 cells a radius", apart);
  verification_row("unlike damaged discs at rest", "voltage less U(mean x), V", "5 cells a radius",
                   at_rest.voltage - U);
}

// With stress in the chemical potential, inside and at the surface alike, nothing flows at rest but what the
// elements make of the difference of both; with stress inside alone lithium goes round for ever.
BOOST_AUTO_TEST_CASE(at_rest_stress_drives_next_to_nothing) {
  const auto both = rested("OCP consistent", "true"), inside = rested("OCP consistent", "false");
  BOOST_TEST_MESSAGE("largest |i| at rest, of that of the charge: "
                     << both->densities[1] / both->densities[0] << ", with stress inside alone "
                     << inside->densities[1] / inside->densities[0]);
  BOOST_TEST(both->densities[1] < 1e-3 * both->densities[0]);
  BOOST_TEST(both->densities[1] < 0.3 * inside->densities[1]);
  verification_row("the same with stress in diffusion and kinetics",
                   "largest current density at rest, of the charge's", "5 cells a radius",
                   both->densities[1] / both->densities[0]);
}
