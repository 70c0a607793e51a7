// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <string>

#include "jobs/run/stage.h"

namespace catena {

class Run;
struct SimulateParameters;

/// A simulation of whichever dimension, as the stage drives it. All members are collective.
class Simulation {
 public:
  virtual ~Simulation() = default;
  /// Makes geometry, mesh and systems; writes nothing. \throws InputError, FileError
  virtual Estimate setup(Run& run) = 0;
  /// One time step, or the start of a phase; false when all cycles are done.
  virtual bool step(Run& run) = 0;
  virtual void finish(Run& run) = 0;
  virtual bool save(Run& run, const std::string& path) = 0;
  virtual void load(Run& run, const std::string& path) = 0;
};

/// The particles resolved in two or three dimensions.
std::unique_ptr<Simulation> make_resolved_simulation(const SimulateParameters& parameters);

}  // namespace catena
