// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "jobs/run/peak_memory.h"
#include "jobs/run/stage.h"

namespace catena {

class Run;

/// What run.json tells besides what `Run` has gathered.
struct Provenance {
  std::vector<std::string> command;
  std::string start;  ///< UTC, "2026-01-31T12:00:00Z"
  std::string status = "running";
  int exit_status = 0;
  std::string error;
  bool restarted = false;
  long steps = 0;
  Estimate estimate;
  PeakMemory memory;
  std::vector<std::pair<std::string, std::string>> seeds;
};

/// The present time as Provenance::start has it.
std::string utc_now();

/// Text of `run.json`: version, git revision, library versions, command line, ranks, seeds, start, wall time
/// by section, peak memory, results and warnings.
std::string provenance_text(Run& run, const Provenance& provenance);

}  // namespace catena
