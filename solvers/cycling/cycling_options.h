// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/cycling/damage_schedule.h"

namespace catena {

class Parameters;

/// The section Time stepping of `simulate`.
struct CyclingOptions {
  double tolerance = 1e-3;     ///< of a step's error in c/c_max and in c_e/c_e0, root mean square
  double first_step = 1e-4;    ///< of a phase, as a share of the time that its current needs for the capacity
  double longest_step = 0.05;  ///< likewise
  double shortest_step = 1e-9;      ///< likewise: below it a step has failed for good
  double voltage_tolerance = 1e-6;  ///< V: how exactly limits are met
  double damage_tolerance = 0.002;  ///< of the damage measure between electrochemistry and mechanics
  DamageSchedule::Options schedule;

  void declare(Parameters& parameters);
};

}  // namespace catena
