// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/simulation/simulate_stage.h"

#include "jobs/run/checkpoint_slots.h"
#include "jobs/run/error.h"
#include "jobs/run/run.h"

namespace catena {

Estimate Simulate::setup(Run& run) {
  parameters_.finish();
  simulation_ = make_resolved_simulation(parameters_);
  return simulation_->setup(run);
}

bool Simulate::step(Run& run) {
  try {
    return simulation_->step(run);
  } catch (const NumericsError& error) {
    // All ranks are here: a step that cannot be solved is the same on every one.
    CheckpointSlots slots(run.communicator(), run.output(), run.stage());
    slots.save([&](const std::string& path) { return simulation_->save(run, path); });
    throw NumericsError(
        std::string(error.what()) +
        "; a checkpoint of the step before it was left: go on with --restart and other tolerances "
        "(Time stepping, Solvers)");
  }
}

}  // namespace catena
