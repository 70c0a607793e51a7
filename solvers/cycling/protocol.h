// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace catena {

class Parameters;

/// What a phase of a cycle is; the numbers are those of `/phase` in series.h5.
enum class PhaseKind { rest = 0, charge = 1, discharge = 2, constant_voltage = 3 };

/// "charge", "discharge", "rest", "hold".
std::string phase_name(PhaseKind kind);

/// What is imposed on the cell: a current [A] (> 0 charges) or a voltage [V].
struct Control {
  enum class Kind { current, voltage } kind = Kind::current;
  double value = 0;
};

/// A stretch of a cycle under one control, and what ends it: whichever comes first.
struct CyclePhase {
  PhaseKind kind = PhaseKind::rest;
  Control control;
  double duration = std::numeric_limits<double>::infinity();        ///< s
  double charge = std::numeric_limits<double>::infinity();          ///< C passed in this phase
  double upper_voltage = std::numeric_limits<double>::infinity();   ///< V
  double lower_voltage = -std::numeric_limits<double>::infinity();  ///< V
  double least_current = 0;                                         ///< A, of a hold
  double least_concentration = 0, greatest_concentration = 1;       ///< mean of c/c_max over all particles
};

/// The section Protocol of `simulate`.
struct ProtocolParameters {
  std::string mode = "voltage";
  std::int64_t cycles = 10;
  double rate = 5;            ///< 1/h
  double discharge_rate = 0;  ///< 1/h; 0: as `rate`
  double upper_voltage = 4.3, lower_voltage = 3.0;
  double hold_cutoff = 0;  ///< 1/h; 0: no hold
  double capacity = 0.5;
  double rest_after_charge = 0, rest_after_discharge = 0;  ///< s
  double time_limit = 0;                                   ///< s; 0: none

  void declare(Parameters& parameters);
};

/// What of the material a protocol must agree with.
struct StoichiometryWindow {
  double start = 0.9;
  double lowest = 0.2, highest = 0.95;
  std::function<double(double)> open_circuit_potential;  ///< V of c/c_max
  double full_change = 1;                                ///< of c/c_max, what counts as the full capacity
};

/// The phases of one cycle: charge (hold, rest), discharge (rest).
class Protocol {
 public:
  /// \param capacity C, what the C rate refers to.
  /// \throws InputError for a protocol that can never end, or that ends before it begins: limits of voltage
  /// in the wrong order or out of the reach of the window, beyond the open-circuit potential of the start, a
  /// hold that its own charge cannot meet, a capacity that the particles do not have.
  Protocol(const ProtocolParameters& parameters, const StoichiometryWindow& window, double capacity);

  std::int64_t cycles() const { return cycles_; }
  const std::vector<CyclePhase>& cycle() const { return phases_; }
  /// C.
  double capacity() const { return capacity_; }
  /// The current of the charge, A.
  double charge_current() const { return phases_.front().control.value; }

 private:
  std::int64_t cycles_;
  double capacity_;
  std::vector<CyclePhase> phases_;
};

/// The checks of Protocol alone, without a capacity at hand.
void check_protocol(const ProtocolParameters& parameters, const StoichiometryWindow& window);

}  // namespace catena
