// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// catena STAGE INPUT.prm [options]: finds catena-STAGE beside itself and becomes it. Does not start MPI, so
// that `mpirun -n 8 catena STAGE ...` works as well.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "jobs/run/error.h"
#include "jobs/run/libraries.h"
#include "jobs/run/nearest_name.h"
#include "jobs/run/parameter_file.h"
#include "jobs/run/stage_programs.h"
#include "jobs/run/version.h"

using namespace catena;

int main(int argc, char** argv) {
  std::error_code error;
  const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  const auto stages = stages_in(folder);
  const std::string stage = argc > 1 ? argv[1] : "";
  const bool first = launched_rank() == 0;

  if (std::find(stages.begin(), stages.end(), stage) != stages.end()) {
    std::string program = stage_program(folder, stage).string();
    argv[1] = program.data();
    ::execv(program.c_str(), argv + 1);
    std::fprintf(stderr, "catena: cannot run '%s': %s\n", program.c_str(), std::strerror(errno));
    return static_cast<int>(ExitStatus::unusable_file);
  }
  if (stage == "--help" || stage == "-h") {
    if (!first) return 0;
    std::printf(
        "catena STAGE INPUT.prm [options]\nmpirun -n 8 catena STAGE INPUT.prm [options]\n\nstages:\n");
    for (const auto& name : stages)
      std::printf("  %-10s %s\n", name.c_str(), stage_summary(stage_program(folder, name)).c_str());
    std::printf("\ncatena STAGE --help tells the options, catena STAGE --print-parameters the parameters.\n");
    return 0;
  }
  if (stage == "--version") {
    if (first) std::printf("catena %s (%s)\n", version().c_str(), revision().c_str());
    return 0;
  }
  const std::string wrong =
      stage.empty()    ? "no stage is given; allowed is: catena STAGE INPUT.prm [options], see --help"
      : stages.empty() ? "there are no stages in '" + folder.string() + "'"
                       : "there is no stage '" + quotable(stage) + "'; the nearest is '" +
                             nearest_name(stage, stages) + "'";
  // A launcher would kill the first rank if another failed before it has told.
  if (!first) return 0;
  std::fprintf(stderr, "catena: %s\n", wrong.c_str());
  return static_cast<int>(ExitStatus::wrong_input);
}
