// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The way to the end of a phase: it is met, no step goes far beyond it, where particles run full and nothing
// can be solved, and damage that brings it about at once ends the phase; damage that does not is an error.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <vector>

#include "jobs/run/error.h"
#include "solvers/cycling/cycling.h"
#include "tests/solvers/cycling/lumped_electrode.h"

using namespace catena;

namespace {

struct Ends : CyclingRecord {
  std::vector<Sample> phases;
  void sample(const Sample&) override {}
  void damage(const DamageReadings&) override {}
  void phase_ended(const Sample& last, const std::vector<double>&) override { phases.push_back(last); }
  void cycle_ended(const CycleSummary&) override {}
};

/// Mechanics finds other damage than was foreseen wherever it is told to, however short the step; and one
/// solution fails, the first that it is told of.
class Erring : public LumpedElectrode {
 public:
  Erring() : LumpedElectrode({}) {}
  std::function<bool(double voltage, double current)> jumps, fails;
  int jumped = 0, failed = 0;

  DamageReport solve_mechanics(const Values& u) override {
    DamageReport report = LumpedElectrode::solve_mechanics(u);
    if (jumps && jumps(voltage(u), current(u))) {
      report.missed = 0.1;
      ++jumped;
    }
    return report;
  }
  NewtonReport solve(double alpha, const Values& history, const Control& control, Values& u) override {
    const NewtonReport report = LumpedElectrode::solve(alpha, history, control, u);
    if (failed > 0 || !report.converged || !fails || !fails(voltage(u), current(u))) return report;
    ++failed;
    return {false, 1, 0, "a solution that was told to fail"};
  }
};

struct Run {
  explicit Run(const ProtocolParameters& parameters, const CyclingOptions& options = {})
      : protocol(parameters, window(), electrode.capacity()), cycling(electrode, protocol, options, ends) {}
  void finish() {
    while (cycling.step()) {
    }
  }
  Erring electrode;
  Protocol protocol;
  Ends ends;
  Cycling cycling;
};

ProtocolParameters one_cycle() {
  ProtocolParameters parameters;
  parameters.cycles = 1;
  return parameters;
}

bool of_damage(const NumericsError& error) {
  return std::string(error.what()).find("do not agree on the damage") != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(damage_that_jumps_ends_the_phase) {
  const ProtocolParameters parameters = one_cycle();
  Run plain(parameters), jumping(parameters);
  plain.finish();
  jumping.electrode.jumps = [&](double voltage, double) { return voltage > parameters.upper_voltage - 1e-5; };
  jumping.finish();
  BOOST_TEST_REQUIRE(jumping.ends.phases.size() == plain.ends.phases.size());
  BOOST_TEST(jumping.electrode.jumped > 1);
  BOOST_TEST_MESSAGE(jumping.cycling.steps()
                     << " steps, " << plain.cycling.steps() << " without jumps, rejected "
                     << jumping.cycling.rejected() << ", mechanics " << jumping.cycling.mechanics_solves()
                     << ", " << plain.cycling.mechanics_solves());
  // It ends where it would have without the jumps, and at little cost.
  BOOST_TEST(std::abs(jumping.ends.phases[0].voltage - parameters.upper_voltage) < 2e-5);
  BOOST_TEST(std::abs(jumping.ends.phases[0].time / plain.ends.phases[0].time - 1) < 1e-3);
  BOOST_TEST(jumping.cycling.steps() < plain.cycling.steps() + 20);
  BOOST_TEST(jumping.cycling.mechanics_solves() < plain.cycling.mechanics_solves() + 50);
}

BOOST_AUTO_TEST_CASE(damage_that_jumps_elsewhere_is_an_error) {
  Run charging(one_cycle());
  charging.electrode.jumps = [](double voltage, double current) { return current > 0 && voltage > 4.0; };
  BOOST_CHECK_EXCEPTION(charging.finish(), NumericsError, of_damage);
  ProtocolParameters parameters = one_cycle();
  parameters.rest_after_charge = 100;
  Run resting(parameters);
  // A rest ends by its time alone.
  resting.electrode.jumps = [](double, double current) { return std::abs(current) < 1e-15; };
  BOOST_CHECK_EXCEPTION(resting.finish(), NumericsError, of_damage);
  BOOST_TEST(resting.ends.phases.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_failure_on_the_way_to_the_end_shortens_the_step) {
  const ProtocolParameters parameters = one_cycle();
  Run plain(parameters), run(parameters);
  plain.finish();
  run.electrode.fails = [&](double voltage, double) {
    return std::abs(voltage - parameters.upper_voltage) < 1e-3;
  };
  run.finish();
  BOOST_TEST(run.electrode.failed == 1);
  BOOST_TEST(run.cycling.rejected() > plain.cycling.rejected());
  BOOST_TEST_REQUIRE(run.ends.phases.size() == 2u);
  BOOST_TEST(std::abs(run.ends.phases[0].voltage - parameters.upper_voltage) < 1e-5);
  BOOST_TEST(std::abs(run.ends.phases[0].time / plain.ends.phases[0].time - 1) < 1e-3);
}

BOOST_AUTO_TEST_CASE(no_step_goes_far_beyond_the_end) {
  ProtocolParameters parameters;
  parameters.cycles = 2;
  CyclingOptions options;
  options.tolerance = 1e-2;  // for long steps
  Run run(parameters, options);
  run.finish();
  BOOST_TEST(run.electrode.least_voltage < parameters.lower_voltage);
  BOOST_TEST(run.electrode.least_voltage > parameters.lower_voltage - 0.05);
}
