// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "solvers/cycling/electrode_model.h"

namespace catena {

/// The electrode at the end of a time step.
struct Sample {
  double time = 0;  ///< s
  std::int64_t cycle = 1;
  PhaseKind phase = PhaseKind::rest;
  double voltage = 0;  ///< V
  double current = 0;  ///< A
  ParticleReadings particles;
  double lithium_defect =
      0;  ///< lithium that is neither in the particles nor passed as current, over the capacity
  double charge_defect = 0;  ///< current of all interfaces less that of the cell, over that of the charge
};

/// Damage of each particle as the mechanics found it at the time of the last sample.
struct DamageReadings {
  std::vector<double> damage;       ///< area mean of d, stiffness loss
  std::vector<double> dissipation;  ///< area mean of w, work over toughness
};

/// What became of a cycle.
struct CycleSummary {
  std::int64_t cycle = 1;
  double charge_time = 0, discharge_time = 0;          ///< s, with current
  double charge_capacity = 0, discharge_capacity = 0;  ///< C
  double end_of_charge_mean = 0,
         end_of_charge_spread = 0;  ///< of the particles' mean c/c_max: mean and standard
                                    ///< deviation over the particles, all counted alike
  double mean_damage = 0, damage_spread = 0;
  double mean_dissipation = 0, dissipation_spread = 0;
  long steps = 0, newton = 0, linear = 0;
};

/// Takes down what cycling tells. All members are called on every rank.
class CyclingRecord {
 public:
  virtual ~CyclingRecord() = default;
  virtual void sample(const Sample& sample) = 0;
  virtual void damage(const DamageReadings& readings) = 0;
  /// A phase has ended, after the sample at its end; `u` is the electrode then.
  virtual void phase_ended(const Sample& last, const std::vector<double>& u) = 0;
  virtual void cycle_ended(const CycleSummary& summary) = 0;
};

/// Mean and standard deviation (over all, not less one).
struct Spread {
  double mean = 0, deviation = 0;
};
Spread spread_of(const std::vector<double>& values);

}  // namespace catena
