// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cycling/protocol.h"

#include <sstream>

#include "jobs/run/error.h"
#include "jobs/run/parameters.h"

namespace catena {
namespace {

/// How far beyond the open-circuit potential of the window's ends a limit may lie: what currents can
/// polarise.
constexpr double most_polarisation = 1.5;

std::string text(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

void check_voltages(const ProtocolParameters& p, const StoichiometryWindow& window) {
  if (p.lower_voltage >= p.upper_voltage)
    throw InputError("Protocol/Lower voltage is " + text(p.lower_voltage) + " V and Protocol/Upper voltage " +
                     text(p.upper_voltage) + " V; the lower must be below the upper");
  const double top = window.open_circuit_potential(window.lowest),
               bottom = window.open_circuit_potential(window.highest);
  if (p.upper_voltage > top + most_polarisation)
    throw InputError("the charge can never end: Protocol/Upper voltage is " + text(p.upper_voltage) +
                     " V, but the particles' potential only rises to " + text(top) + " V at c/c_max = " +
                     text(window.lowest) + "; allowed is at most " + text(top + most_polarisation) + " V");
  if (p.lower_voltage < bottom - most_polarisation)
    throw InputError("the discharge can never end: Protocol/Lower voltage is " + text(p.lower_voltage) +
                     " V, but the particles' potential only falls to " + text(bottom) +
                     " V at c/c_max = " + text(window.highest) + "; allowed is at least " +
                     text(bottom - most_polarisation) + " V");
  const double start = window.open_circuit_potential(window.start);
  if (start >= p.upper_voltage || start <= p.lower_voltage)
    throw InputError("the cut-off is passed before the start: at c/c_max = " + text(window.start) +
                     " (Material/Initial stoichiometry) the potential without current is " + text(start) +
                     " V; it must lie between Protocol/Lower voltage = " + text(p.lower_voltage) +
                     " V and Protocol/Upper voltage = " + text(p.upper_voltage) + " V");
}

}  // namespace

std::string phase_name(PhaseKind kind) {
  switch (kind) {
    case PhaseKind::charge:
      return "charge";
    case PhaseKind::discharge:
      return "discharge";
    case PhaseKind::constant_voltage:
      return "hold";
    case PhaseKind::rest:
      break;
  }
  return "rest";
}

void ProtocolParameters::declare(Parameters& parameters) {
  parameters.add("Protocol/Mode", mode, std::vector<std::string>{"voltage", "capacity"},
                 "What ends a charge and a discharge: limits of voltage, or a fixed charge passed.");
  parameters.add("Protocol/Cycles", cycles, "1", {1, 1e6},
                 "Number of cycles, each a charge and a discharge.");
  parameters.add("Protocol/C rate", rate, "1/h", {1e-4, 1e4},
                 "Current, in full capacities an hour (of all of c_max, 5 empties the particles in 720 s).");
  parameters.add("Protocol/C rate of discharge", discharge_rate, "1/h", {0, 1e4},
                 "The same for discharge; 0: as C rate.");
  parameters.add("Protocol/Upper voltage", upper_voltage, "V", Range::positive(),
                 "Mode voltage: a charge ends here, or goes over into a hold.");
  parameters.add("Protocol/Lower voltage", lower_voltage, "V", Range::not_negative(),
                 "Mode voltage: a discharge ends here.");
  parameters.add("Protocol/Hold cut-off", hold_cutoff, "1/h", {0, 1e4},
                 "Mode voltage: after a charge the upper voltage is held until the current is below this C "
                 "rate; 0: no hold.");
  parameters.add("Protocol/Capacity", capacity, "1", {1e-3, 1},
                 "Mode capacity: charge passed in each half cycle, as a share of the full capacity.");
  parameters.add("Protocol/Rest after charge", rest_after_charge, "s", Range::not_negative(),
                 "Time without current after each charge.");
  parameters.add("Protocol/Rest after discharge", rest_after_discharge, "s", Range::not_negative(),
                 "Time without current after each discharge.");
  parameters.add("Protocol/Time limit", time_limit, "s", Range::not_negative(),
                 "A charge, hold or discharge also ends after this time; 0: it does not.");
}

void check_protocol(const ProtocolParameters& p, const StoichiometryWindow& window) {
  if (p.mode == "voltage") {
    check_voltages(p, window);
    if (p.hold_cutoff >= p.rate)
      throw InputError(
          "Protocol/Hold cut-off is " + text(p.hold_cutoff) + " 1/h and Protocol/C rate " + text(p.rate) +
          " 1/h; a hold starts with the current of the charge, so that its cut-off must be below, or 0 "
          "for no hold");
    return;
  }
  if (p.hold_cutoff > 0)
    throw InputError("Protocol/Hold cut-off is " + text(p.hold_cutoff) +
                     " 1/h, but with Protocol/Mode = capacity no voltage is held; it must be 0 there");
  if (p.capacity * window.full_change > window.start - window.lowest)
    throw InputError(
        "the charge can never end: Protocol/Capacity is " + text(p.capacity) +
        ", but from c/c_max = " + text(window.start) + " down to " + text(window.lowest) + " only " +
        text((window.start - window.lowest) / window.full_change) +
        " of the full capacity can be taken (Material/Initial stoichiometry, Material/Lowest stoichiometry)");
}

Protocol::Protocol(const ProtocolParameters& p, const StoichiometryWindow& window, double capacity)
    : cycles_(p.cycles), capacity_(capacity) {
  check_protocol(p, window);
  const bool voltage = p.mode == "voltage";
  const double discharge_rate = p.discharge_rate > 0 ? p.discharge_rate : p.rate;
  CyclePhase charge, discharge;
  charge.kind = PhaseKind::charge;
  charge.control.value = p.rate * capacity / 3600;
  discharge.kind = PhaseKind::discharge;
  discharge.control.value = -discharge_rate * capacity / 3600;
  for (CyclePhase* phase : {&charge, &discharge}) {
    if (p.time_limit > 0) phase->duration = p.time_limit;
    if (!voltage) phase->charge = p.capacity * capacity;
  }
  charge.least_concentration = window.lowest;
  discharge.greatest_concentration = window.highest;
  if (voltage) {
    charge.upper_voltage = p.upper_voltage;
    discharge.lower_voltage = p.lower_voltage;
  }

  phases_.push_back(charge);
  if (p.hold_cutoff > 0) {
    CyclePhase hold = charge;
    hold.kind = PhaseKind::constant_voltage;
    hold.control = {Control::Kind::voltage, p.upper_voltage};
    hold.upper_voltage = CyclePhase().upper_voltage;
    hold.least_current = p.hold_cutoff * capacity / 3600;
    phases_.push_back(hold);
  }
  CyclePhase rest;
  rest.duration = p.rest_after_charge;
  if (rest.duration > 0) phases_.push_back(rest);
  phases_.push_back(discharge);
  rest.duration = p.rest_after_discharge;
  if (rest.duration > 0) phases_.push_back(rest);
}

}  // namespace catena
