// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <filesystem>
#include <string>
#include <vector>

#include "jobs/run/failure.h"
#include "jobs/run/options.h"
#include "jobs/run/output_folder.h"
#include "jobs/run/provenance.h"
#include "jobs/run/run.h"
#include "jobs/run/stage.h"
#include "jobs/run/stage_input.h"

namespace catena {

class CheckpointSlots;

/// One run of a stage, from the input to the exit status. MPI and Kokkos are up.
class Driver {
 public:
  Driver(Stage& stage, Options options, std::vector<std::string> command);
  ~Driver();
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;

  /// Runs the stage; whatever is thrown becomes an exit status. Collective.
  ExitStatus run();

 private:
  ExitStatus run_unguarded();
  void open_folder();
  void load_checkpoint(const CheckpointSlots& slots);
  /// A step of the stage; leaves a checkpoint where its numbers fail, if the stage has a remedy.
  bool step(CheckpointSlots& slots);
  /// False if it stopped before the end.
  bool step_until_done(CheckpointSlots& slots);
  bool save_checkpoint(const std::string& path);
  ExitStatus stop_early();
  void write_provenance(const std::string& status, ExitStatus exit_status);
  /// On one rank: after numbers that failed run.json tells why; a wrong input or an unusable file leaves
  /// nothing.
  void leave_after(const Failure& failure, ExitStatus status);

  Stage& stage_;
  Options options_;
  Run run_;
  OutputFolder folder_;
  StageInput input_;
  Provenance provenance_;
  MPI_Comm guard_ = MPI_COMM_NULL, save_guard_ = MPI_COMM_NULL;
  bool kept_ = false;                           ///< whether the last checkpoint asked for was written
  std::vector<std::filesystem::path> written_;  ///< on rank 0: what was new in the folder
  bool opened_ = false;
};

}  // namespace catena
