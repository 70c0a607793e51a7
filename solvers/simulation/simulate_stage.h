// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <string>

#include "jobs/run/stage.h"
#include "solvers/simulation/simulate_parameters.h"
#include "solvers/simulation/simulation.h"

namespace catena {

/// The stage `simulate`: cycles an electrode of resolved particles, from spheres or labels to series.h5,
/// cycles.csv, fields/ and figures. A step is a time step; where one cannot be solved for good a checkpoint
/// is left.
class Simulate : public Stage {
 public:
  std::string name() const override { return "simulate"; }
  std::string summary() const override {
    return "From spheres or the labels of particles to the cycling of their electrode: series.h5, cycles.csv "
           "and fields.";
  }
  void declare(Parameters& parameters) override { parameters_.declare(parameters); }
  Estimate setup(Run& run) override;
  bool step(Run& run) override { return simulation_->step(run); }
  void finish(Run& run) override { simulation_->finish(run); }
  bool binds(const std::string& path) const override;
  std::string remedy() const override {
    return "other tolerances (Time stepping, Solvers) or limits (Protocol)";
  }
  bool save(Run& run, const std::string& path) override { return simulation_->save(run, path); }
  void load(Run& run, const std::string& path) override { simulation_->load(run, path); }

 private:
  SimulateParameters parameters_;
  std::unique_ptr<Simulation> simulation_;
};

}  // namespace catena
