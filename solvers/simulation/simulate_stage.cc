// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/simulation/simulate_stage.h"

namespace catena {

Estimate Simulate::setup(Run& run) {
  parameters_.finish();
  simulation_ = make_resolved_simulation(parameters_);
  return simulation_->setup(run);
}

bool Simulate::binds(const std::string& path) const {
  // How far and how exactly the electrode is followed, between which limits, and what is written of it may
  // change; what it is and how it is driven may not.
  for (const std::string section : {"Time stepping/", "Solvers/", "Output/"})
    if (path.compare(0, section.size(), section) == 0) return false;
  for (const char* free : {"Labels/File", "Protocol/Cycles", "Protocol/Upper voltage",
                           "Protocol/Lower voltage", "Protocol/Hold cut-off", "Protocol/Time limit"})
    if (path == free) return false;
  return true;
}

}  // namespace catena
