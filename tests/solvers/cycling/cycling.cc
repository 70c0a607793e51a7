// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Cycling with an electrode of three lumped particles: balances, events, restart, failures, and the
// transition from asynchronous to synchronous behaviour that damage feeds.
#include "solvers/cycling/cycling.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <memory>

#include "jobs/run/error.h"
#include "tests/solvers/cycling/lumped_electrode.h"

using namespace catena;

namespace {

struct Notes : CyclingRecord {
  std::vector<Sample> samples;
  std::vector<std::pair<double, DamageReadings>> damages;
  std::vector<CycleSummary> cycles;
  std::vector<Sample> ends;
  void sample(const Sample& sample) override { samples.push_back(sample); }
  void damage(const DamageReadings& readings) override {
    damages.emplace_back(samples.back().time, readings);
  }
  void phase_ended(const Sample& last, const std::vector<double>&) override { ends.push_back(last); }
  void cycle_ended(const CycleSummary& summary) override { cycles.push_back(summary); }
};

ProtocolParameters protocol_of(int cycles) {
  ProtocolParameters parameters;
  parameters.cycles = cycles;
  parameters.upper_voltage = 4.4;
  return parameters;
}

struct Bench {
  explicit Bench(const ProtocolParameters& parameters, const LumpedElectrode::Properties& properties = {},
                 const CyclingOptions& options = {})
      : electrode(properties),
        protocol(parameters, window(), electrode.capacity()),
        cycling(electrode, protocol, options, notes) {}
  void run() {
    while (cycling.step()) {
    }
  }
  LumpedElectrode electrode;
  Protocol protocol;
  Notes notes;
  Cycling cycling;
};

double spread_of_damage(const Notes& notes, double until) {
  double spread = 0;
  for (const auto& [time, readings] : notes.damages)
    if (time <= until) spread = std::max(spread, spread_of(readings.damage).deviation);
  return spread;
}

}  // namespace

BOOST_AUTO_TEST_CASE(balances_and_limits) {
  ProtocolParameters parameters = protocol_of(2);
  parameters.hold_cutoff = 1;
  parameters.rest_after_charge = 50;
  Bench bench(parameters);
  bench.run();
  double last = -1;
  for (const Sample& sample : bench.notes.samples) {
    BOOST_TEST(std::abs(sample.lithium_defect) < 1e-10);
    BOOST_TEST(std::abs(sample.charge_defect) < 1e-8);
    BOOST_TEST(sample.time > last);
    last = sample.time;
  }
  BOOST_TEST_REQUIRE(bench.notes.ends.size() == 8u);
  const auto& ends = bench.notes.ends;
  BOOST_TEST(std::abs(ends[0].voltage - 4.4) < 1e-6);
  BOOST_TEST(std::abs(ends[1].voltage - 4.4) < 1e-10);
  BOOST_TEST(std::abs(ends[1].current / bench.protocol.charge_current() - 0.2) < 1e-5);
  BOOST_TEST(std::abs(ends[2].time - ends[1].time - 50) < 1e-9);
  BOOST_TEST(std::abs(ends[2].current) < 1e-12 * bench.protocol.charge_current());
  BOOST_TEST(std::abs(ends[3].voltage - 3.0) < 1e-6);
  // The mean falls with the charge passed, whatever happens at the interfaces.
  const double passed = bench.notes.cycles[0].charge_capacity / bench.electrode.capacity();
  BOOST_TEST(std::abs(bench.notes.cycles[0].end_of_charge_mean - (0.9 - passed)) < 1e-10);
}

BOOST_AUTO_TEST_CASE(time_and_capacity_end_exactly) {
  ProtocolParameters parameters = protocol_of(1);
  parameters.mode = "capacity";
  parameters.capacity = 0.4;
  Bench bench(parameters);
  bench.run();
  BOOST_TEST(std::abs(bench.notes.ends[0].time - 0.4 * 720) < 1e-9);
  BOOST_TEST(std::abs(bench.notes.cycles[0].discharge_time - 0.4 * 720) < 1e-9);
  parameters.time_limit = 100;
  Bench timed(parameters);
  timed.run();
  BOOST_TEST(std::abs(timed.notes.ends[0].time - 100) < 1e-9);
}

BOOST_AUTO_TEST_CASE(the_window_ends_a_charge) {
  ProtocolParameters parameters = protocol_of(1);
  parameters.mode = "capacity";
  parameters.capacity = 0.7;
  parameters.discharge_rate = 4;
  LumpedElectrode::Properties properties;
  properties.damage = false;
  Bench bench(parameters, properties);
  bench.run();
  BOOST_TEST(std::abs(bench.notes.cycles[0].end_of_charge_mean - 0.2) < 1e-6);
  BOOST_TEST(std::abs(spread_of(bench.notes.ends[1].particles.concentration).mean - 0.9) < 1e-6);
}

BOOST_AUTO_TEST_CASE(steps_converge) {
  // Against tight steps, the end of the first charge is met better with a smaller tolerance.
  LumpedElectrode::Properties properties;
  properties.damage = false;
  const auto end = [&](double tolerance) {
    CyclingOptions options;
    options.tolerance = tolerance;
    Bench bench(protocol_of(1), properties, options);
    bench.run();
    BOOST_TEST_MESSAGE("tolerance " << tolerance << ": " << bench.cycling.steps() << " steps");
    return bench.notes.cycles[0].charge_time;
  };
  const double fine = end(1e-7), coarse = end(1e-3), middle = end(1e-5);
  BOOST_TEST(std::abs(middle - fine) < 5 * 1e-5 * 720);
  BOOST_TEST(std::abs(coarse - fine) < 5 * 1e-3 * 720);
  BOOST_TEST(std::abs(middle - fine) < std::abs(coarse - fine));
}

BOOST_AUTO_TEST_CASE(first_steps_are_controlled) {
  // Where the first step that is tried is too long, a shorter one is taken; what comes out is as good as with
  // a short one.
  ProtocolParameters parameters = protocol_of(1);
  parameters.rest_after_charge = 100;
  LumpedElectrode::Properties properties;
  properties.damage = false;
  const auto run = [&](double first_step, double tolerance) {
    CyclingOptions options;
    options.first_step = first_step;
    options.tolerance = tolerance;
    auto bench = std::make_unique<Bench>(parameters, properties, options);
    bench->run();
    return bench;
  };
  const auto fine = run(1e-5, 1e-6), brave = run(0.05, 1e-4), shy = run(1e-4, 1e-4);
  const auto first_steps = [](const Bench& bench) {
    std::vector<double> steps;
    const auto& samples = bench.notes.samples;
    steps.push_back(samples[1].time - samples[0].time);
    for (std::size_t k = 2; k < samples.size(); ++k)
      if (samples[k].phase != samples[k - 1].phase) steps.push_back(samples[k].time - samples[k - 1].time);
    return steps;
  };
  const std::vector<double> taken = first_steps(*brave), short_ones = first_steps(*shy);
  BOOST_TEST_REQUIRE(taken.size() == 3u);
  for (const double step : taken) {
    BOOST_TEST_MESSAGE("first step " << step << " s of 36 s tried");
    BOOST_TEST(step < 0.5 * 0.05 * 720);
  }
  for (const double step : short_ones) BOOST_TEST(std::abs(step - 1e-4 * 720) < 1e-9);
  // At the end of the first step, whatever it was, against many short ones.
  const Sample& after = brave->notes.samples[1];
  const auto& exact = fine->notes.samples;
  std::size_t k = 1;
  while (exact[k].time < after.time) ++k;
  const double share = (after.time - exact[k - 1].time) / (exact[k].time - exact[k - 1].time);
  for (std::size_t p = 0; p < 3; ++p) {
    const double right = exact[k - 1].particles.surface_concentration[p] * (1 - share) +
                         exact[k].particles.surface_concentration[p] * share;
    BOOST_TEST(std::abs(after.particles.surface_concentration[p] - right) < 20 * 1e-4);
  }
  const double end = fine->notes.cycles[0].charge_time;
  BOOST_TEST(std::abs(brave->notes.cycles[0].charge_time - end) < 5 * 1e-4 * 720);
}

BOOST_AUTO_TEST_CASE(asynchronous_then_synchronous) {
  Bench fatigue(protocol_of(10));
  fatigue.run();
  const auto& cycles = fatigue.notes.cycles;
  for (const auto& c : cycles)
    BOOST_TEST_MESSAGE("cycle " << c.cycle << ": t " << c.charge_time / 720 << " s_x "
                                << c.end_of_charge_spread << " d " << c.mean_damage << " +- "
                                << c.damage_spread << " w " << c.mean_dissipation << " steps " << c.steps);
  BOOST_TEST_MESSAGE(fatigue.cycling.mechanics_solves()
                     << " mechanical solutions, " << fatigue.cycling.rejected() << " rejected");
  const auto& x = fatigue.notes.ends[0].particles.concentration;
  BOOST_TEST(x[0] < x[1]);
  BOOST_TEST(x[1] < x[2]);
  BOOST_TEST(cycles[0].end_of_charge_spread > 0.015);
  BOOST_TEST(cycles[9].end_of_charge_spread < 0.6 * cycles[0].end_of_charge_spread);
  for (std::size_t n = 2; n < cycles.size(); ++n)
    BOOST_TEST(cycles[n].end_of_charge_spread < 1.1 * cycles[n - 1].end_of_charge_spread);
  BOOST_TEST(cycles[9].damage_spread < 0.3 * spread_of_damage(fatigue.notes, 1e300));
  // The curves of damage stay together until late in the first charge.
  const double end = fatigue.notes.ends[0].time;
  BOOST_TEST(spread_of_damage(fatigue.notes, 0.6 * end) < 0.05 * spread_of_damage(fatigue.notes, end));

  LumpedElectrode::Properties properties;
  properties.fatigue = 0;
  Bench stalled(protocol_of(8), properties);
  stalled.run();
  const auto& frozen = stalled.notes.cycles;
  BOOST_TEST(std::abs(frozen[7].end_of_charge_spread / frozen[4].end_of_charge_spread - 1) < 0.02);
  BOOST_TEST(frozen[7].end_of_charge_spread > 1.5 * cycles[7].end_of_charge_spread);
  BOOST_TEST(std::abs(frozen[7].damage_spread / frozen[4].damage_spread - 1) < 0.02);
}

BOOST_AUTO_TEST_CASE(few_mechanical_solutions_serve) {
  CyclingOptions rare, often;
  often.schedule.largest = often.schedule.smallest = 0.002;
  Bench few(protocol_of(3), {}, rare), many(protocol_of(3), {}, often);
  few.run();
  many.run();
  BOOST_TEST_MESSAGE(few.cycling.mechanics_solves()
                     << " and " << many.cycling.mechanics_solves() << " solutions");
  BOOST_TEST(few.cycling.mechanics_solves() < many.cycling.mechanics_solves() / 4);
  for (std::size_t n = 0; n < 3; ++n) {
    BOOST_TEST(std::abs(few.notes.cycles[n].mean_dissipation / many.notes.cycles[n].mean_dissipation - 1) <
               0.05);
    BOOST_TEST(std::abs(few.notes.cycles[n].end_of_charge_spread / many.notes.cycles[n].end_of_charge_spread -
                        1) < 0.05);
  }
}

BOOST_AUTO_TEST_CASE(equal_particles_stay_equal) {
  LumpedElectrode::Properties properties;
  properties.coverage = {0.5, 0.5, 0.5};
  Bench bench(protocol_of(2), properties);
  bench.run();
  for (const Sample& sample : bench.notes.samples)
    BOOST_TEST(spread_of(sample.particles.concentration).deviation < 1e-10);
}

BOOST_AUTO_TEST_CASE(goes_on_from_any_step) {
  Bench whole(protocol_of(2));
  whole.run();
  for (const int until : {0, 1, 3, 40, 95}) {
    Bench first(protocol_of(2));
    for (int k = 0; k < until; ++k) first.cycling.step();
    Bench second(protocol_of(2));
    second.electrode.restore(first.electrode.memory());
    if (until > 0) second.cycling.resume(first.cycling.state());
    second.run();
    const Sample& a = whole.notes.samples.back();
    const Sample& b = second.notes.samples.back();
    BOOST_TEST(a.time == b.time);
    BOOST_TEST(a.particles.concentration == b.particles.concentration);
    BOOST_TEST(whole.notes.cycles.back().steps == second.notes.cycles.back().steps);
    BOOST_TEST(whole.notes.cycles.back().mean_dissipation == second.notes.cycles.back().mean_dissipation);
    BOOST_TEST(whole.notes.cycles.back().end_of_charge_mean == second.notes.cycles.back().end_of_charge_mean);
  }
}

BOOST_AUTO_TEST_CASE(a_step_that_is_too_long_is_shortened) {
  Bench bench(protocol_of(1));
  bench.electrode.longest_solvable = 1;
  bench.run();
  BOOST_TEST(bench.cycling.rejected() > 0);
  BOOST_TEST(bench.notes.cycles.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_step_that_cannot_be_solved_ends_the_run) {
  Bench bench(protocol_of(1));
  bench.electrode.solves_until_failure = 20;
  BOOST_CHECK_EXCEPTION(bench.run(), NumericsError, [](const NumericsError& error) {
    const std::string text = error.what();
    BOOST_TEST_MESSAGE(text);
    return text.find("cycle 1, charge") != std::string::npos &&
           text.find("told to fail") != std::string::npos;
  });
  // What was reached is still whole: with the fault gone it goes on.
  bench.electrode.solves_until_failure = 1 << 30;
  bench.run();
  BOOST_TEST(bench.notes.cycles.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_cut_off_passed_by_the_first_current) {
  ProtocolParameters parameters = protocol_of(1);
  parameters.upper_voltage = 3.72;
  Bench bench(parameters);
  BOOST_CHECK_EXCEPTION(bench.run(), InputError, [](const InputError& error) {
    BOOST_TEST_MESSAGE(error.what());
    return std::string(error.what()).find("cut-off") != std::string::npos;
  });
}
