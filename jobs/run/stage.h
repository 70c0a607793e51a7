// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>

namespace catena {

class Parameters;
class Run;

/// What a run will need, printed by `--check`.
struct Estimate {
  double memory = 0;          ///< bytes at peak, all ranks together
  std::int64_t cells = 0;     ///< voxels, or cells of a mesh
  std::int64_t unknowns = 0;  ///< unknowns of the largest system; 0 where none is solved
};

/// A stage of the chain as the guarded main drives it: declare, setup, step until done, finish.
/// Between two steps the main looks at stop signals and the time limit.
///
/// The object is made before MPI and Kokkos are up and outlived by them: views and communicators may be
/// members that `setup` fills.
class Stage {
 public:
  virtual ~Stage() = default;
  virtual std::string name() const = 0;
  /// One sentence: from what to what.
  virtual std::string summary() const = 0;
  virtual void declare(Parameters& parameters) = 0;
  /// Reads and checks everything that can be checked without the work itself; writes nothing. Collective.
  virtual Estimate setup(Run& run) = 0;
  /// One bounded piece of work; returns whether more is left. Collective.
  virtual bool step(Run& run) = 0;
  /// Writes what the contract promises. Collective.
  virtual void finish(Run& run) = 0;
  /// Writes the state between two steps to `path`, an HDF5 file; false if the stage has nothing worth
  /// keeping.
  virtual bool save(Run& run, const std::string& path) {
    (void)run, (void)path;
    return false;
  }
  /// What to change to get past a step that threw a NumericsError, e.g. "other tolerances (Solvers)". The
  /// main then saves the state, which must be that before the step on all ranks, and tells to go on from
  /// there. Empty: such a step leaves no state worth keeping.
  virtual std::string remedy() const { return ""; }
  /// Goes on from what `save` wrote, maybe on another number of ranks; called after `setup`, before the first
  /// `step`. If it throws anything but an InputError it is called once more with the older checkpoint.
  virtual void load(Run& run, const std::string& path) { (void)run, (void)path; }
  /// Whether a parameter, by its path, must have the same value in the run that goes on from a checkpoint as
  /// in the one that wrote it; the main looks before `load`. A stage whose state depends on more than its
  /// parameters, e.g. on an image, or that binds none, looks itself in `load`.
  virtual bool binds(const std::string& path) const {
    (void)path;
    return false;
  }
};

/// The guarded main of a stage's program: options, parameters, exit status. Returns the exit status. MPI and
/// Kokkos are started here, unless they are up, and end with the program.
///
///     int main(int argc, char** argv) {
///       catena::Segment stage;
///       return catena::run_stage(argc, argv, stage);
///     }
int run_stage(int argc, char** argv, Stage& stage);

}  // namespace catena
