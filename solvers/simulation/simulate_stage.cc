// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/simulation/simulate_stage.h"

namespace catena {

Estimate Simulate::setup(Run& run) {
  parameters_.finish();
  simulation_ = make_resolved_simulation(parameters_);
  return simulation_->setup(run);
}

}  // namespace catena
