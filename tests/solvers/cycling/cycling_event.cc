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

}  // namespace

BOOST_AUTO_TEST_CASE(no_step_goes_far_beyond_the_end) {
  ProtocolParameters parameters;
  parameters.cycles = 2;
  LumpedElectrode electrode({});
  CyclingOptions options;
  options.tolerance = 1e-2;  // for long steps
  const Protocol protocol(parameters, {0.9, 0.15, 0.99, [](double x) { return 4.5 - x; }},
                          electrode.capacity());
  Unheard unheard;
  Cycling cycling(electrode, protocol, options, unheard);
  while (cycling.step()) {
  }
  BOOST_TEST(electrode.least_voltage < parameters.lower_voltage);
  BOOST_TEST(electrode.least_voltage > parameters.lower_voltage - 0.05);
}
