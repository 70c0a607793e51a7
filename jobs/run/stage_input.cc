// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/stage_input.h"

#include "jobs/run/agreement.h"
#include "jobs/run/options.h"
#include "jobs/run/parameter_file.h"
#include "jobs/run/stage.h"

namespace catena {

StageInput::StageInput(Stage& stage) {
  stage.declare(parameters_);
  parameters_.add(
      "Run/Time limit", time_limit_, "s", Range::not_negative(),
      "Wall time after which the run stops with a checkpoint and exit status 75, early enough for one more "
      "step; 0 for none. Within Slurm the end of the job is a limit, too.");
  parameters_.add(
      "Run/Checkpoint interval", checkpoint_interval_, "s", Range::not_negative(),
      "Wall time between checkpoints while the run goes on; 0 for one only where it stops early.");
}

void StageInput::read(MPI_Comm comm, const Options& options) {
  std::string text;
  agree_on_root(comm, [&] { text = gather_parameter_file(options.input); });
  int length = static_cast<int>(text.size());
  MPI_Bcast(&length, 1, MPI_INT, 0, comm);
  text.resize(static_cast<std::size_t>(length));
  MPI_Bcast(text.data(), length, MPI_CHAR, 0, comm);
  parameters_.read(text, options.input, options.overrides);
}

std::vector<std::pair<std::string, std::string>> StageInput::bound(const Stage& stage) const {
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto& [path, value] : parameters_.values())
    if (path.compare(0, 4, "Run/") != 0 && stage.binds(path)) found.emplace_back(path, value);
  return found;
}

}  // namespace catena
