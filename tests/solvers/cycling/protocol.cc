// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Protocols that cannot work are told before anything is computed; the phases of those that can.
#include "solvers/cycling/protocol.h"

#include <boost/test/unit_test.hpp>

#include "jobs/run/error.h"

using namespace catena;

namespace {

StoichiometryWindow window() {
  return {0.9, 0.2, 0.95, [](double x) { return 4.6 - x; }};
}

void expect_error(const ProtocolParameters& parameters, const std::string& word) {
  BOOST_CHECK_EXCEPTION(Protocol(parameters, window(), 1e-9), InputError, [&](const InputError& error) {
    BOOST_TEST_MESSAGE(error.what());
    return std::string(error.what()).find(word) != std::string::npos;
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(phases_of_a_cycle) {
  ProtocolParameters parameters;
  parameters.rest_after_charge = 10;
  parameters.hold_cutoff = 0.2;
  parameters.discharge_rate = 1;
  const Protocol protocol(parameters, window(), 7.2e-9);
  const auto& cycle = protocol.cycle();
  BOOST_TEST_REQUIRE(cycle.size() == 4u);
  BOOST_TEST(cycle[0].control.value == 1e-11);
  BOOST_TEST(cycle[0].upper_voltage == 4.3);
  BOOST_TEST((cycle[1].kind == PhaseKind::constant_voltage));
  BOOST_TEST(cycle[1].control.value == 4.3);
  BOOST_TEST(cycle[1].least_current == 4e-13, boost::test_tools::tolerance(1e-12));
  BOOST_TEST((cycle[2].kind == PhaseKind::rest));
  BOOST_TEST(cycle[2].duration == 10);
  BOOST_TEST(cycle[3].control.value == -2e-12, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(cycle[3].lower_voltage == 3.0);
}

BOOST_AUTO_TEST_CASE(fixed_capacity_has_no_voltage_limits) {
  ProtocolParameters parameters;
  parameters.mode = "capacity";
  parameters.capacity = 0.5;
  parameters.upper_voltage = 1;
  const Protocol protocol(parameters, window(), 8);
  BOOST_TEST_REQUIRE(protocol.cycle().size() == 2u);
  for (const CyclePhase& phase : protocol.cycle()) {
    BOOST_TEST(phase.charge == 4);
    BOOST_TEST(phase.upper_voltage > 1e300);
    BOOST_TEST(phase.lower_voltage < -1e300);
  }
}

BOOST_AUTO_TEST_CASE(what_can_never_end_or_begin) {
  ProtocolParameters parameters;
  parameters.upper_voltage = 2.5;
  expect_error(parameters, "Lower voltage");
  parameters.upper_voltage = 9;
  expect_error(parameters, "can never end");
  parameters.upper_voltage = 4.3;
  parameters.lower_voltage = 0.5;
  expect_error(parameters, "can never end");
  parameters.lower_voltage = 3.9;
  expect_error(parameters, "before the start");
  parameters.lower_voltage = 3.0;
  parameters.upper_voltage = 3.65;
  expect_error(parameters, "before the start");
  parameters = {};
  parameters.hold_cutoff = 5;
  expect_error(parameters, "Hold cut-off");
  parameters = {};
  parameters.mode = "capacity";
  parameters.capacity = 0.75;
  expect_error(parameters, "can never end");
  parameters.capacity = 0.5;
  parameters.hold_cutoff = 0.1;
  expect_error(parameters, "Hold cut-off");
}
