// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cycling/cycling_options.h"

#include "jobs/run/parameters.h"

namespace catena {

void CyclingOptions::declare(Parameters& parameters) {
  parameters.add("Time stepping/Tolerance", tolerance, "1", {1e-9, 0.1},
                 "Error allowed in one time step: in c/c_max, root mean square over the particles, and in "
                 "the salt's share "
                 "of its initial concentration, root mean square over the electrolyte.");
  parameters.add(
      "Time stepping/First step", first_step, "1", {1e-9, 0.1},
      "First time step of each charge, hold, rest and discharge that is tried, as a share of the time "
      "in which the current of the charge passes the full capacity.");
  parameters.add("Time stepping/Longest step", longest_step, "1", {1e-6, 1},
                 "Longest time step, as a share of the same time.");
  parameters.add("Time stepping/Shortest step", shortest_step, "1", {1e-15, 1e-2},
                 "A step that cannot be solved even when it is as short as this, as a share of the same "
                 "time, ends the run.");
  parameters.add("Time stepping/Voltage tolerance", voltage_tolerance, "V", {1e-9, 1e-2},
                 "How exactly the voltage limits are met at the end of a charge or discharge.");
  parameters.add("Time stepping/Mechanics interval", schedule.largest, "1", {1e-4, 1},
                 "Charge, as a share of the full capacity, after which mechanical equilibrium is solved at "
                 "the latest; the step that reaches it may go half as far beyond.");
  parameters.add("Time stepping/Shortest mechanics interval", schedule.smallest, "1", {1e-6, 1},
                 "Likewise, at the soonest.");
  parameters.add("Time stepping/Damage step", schedule.change, "1", {1e-5, 1},
                 "Change of a particle's mean damage measure that is aimed at between two solutions of "
                 "mechanical equilibrium.");
  parameters.add(
      "Time stepping/Damage tolerance", damage_tolerance, "1", {1e-9, 1},
      "A time step is done again if the damage it was solved with differs by more from what mechanical "
      "equilibrium then gives (mean of a particle); but for the end of a phase that damage itself brings "
      "about.");
}

}  // namespace catena
