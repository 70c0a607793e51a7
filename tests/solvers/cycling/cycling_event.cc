// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The way to the end of a phase: no step goes far beyond it, where particles run full and nothing can be
// solved.
#include <boost/test/unit_test.hpp>

#include "solvers/cycling/cycling.h"
#include "tests/solvers/cycling/lumped_electrode.h"

using namespace catena;

namespace {

struct Unheard : CyclingRecord {
  void sample(const Sample&) override {}
  void damage(const DamageReadings&) override {}
  void phase_ended(const Sample&, const std::vector<double>&) override {}
  void cycle_ended(const CycleSummary&) override {}
};

/// Mechanics finds other damage than was foreseen as soon as this voltage is met, however short the step.
class Jumping : public LumpedElectrode {
 public:
  explicit Jumping(double voltage) : LumpedElectrode({}), voltage_(voltage) {}
  DamageReport solve_mechanics(const Values& u) override {
    DamageReport report = LumpedElectrode::solve_mechanics(u);
    if (voltage(u) > voltage_ - 1e-5) report.missed = 0.1;
    return report;
  }

 private:
  double voltage_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(damage_that_jumps_ends_the_phase) {
  ProtocolParameters parameters;
  parameters.cycles = 1;
  Jumping electrode(parameters.upper_voltage);
  const Protocol protocol(parameters, window(), electrode.capacity());
  Unheard unheard;
  Cycling cycling(electrode, protocol, {}, unheard);
  while (cycling.step()) {
  }
  BOOST_TEST(cycling.finished());
}

BOOST_AUTO_TEST_CASE(no_step_goes_far_beyond_the_end) {
  ProtocolParameters parameters;
  parameters.cycles = 2;
  LumpedElectrode electrode({});
  CyclingOptions options;
  options.tolerance = 1e-2;  // for long steps
  const Protocol protocol(parameters, window(), electrode.capacity());
  Unheard unheard;
  Cycling cycling(electrode, protocol, options, unheard);
  while (cycling.step()) {
  }
  BOOST_TEST(electrode.least_voltage < parameters.lower_voltage);
  BOOST_TEST(electrode.least_voltage > parameters.lower_voltage - 0.05);
}
