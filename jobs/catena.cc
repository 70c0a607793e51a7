// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// catena STAGE INPUT.prm [options]: finds catena-STAGE beside itself and becomes it. Knows nothing of MPI, so
// that `mpirun -n 8 catena STAGE ...` works as well.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "jobs/run/libraries.h"
#include "jobs/run/nearest_name.h"
#include "jobs/run/parameter_file.h"

namespace {

namespace fs = std::filesystem;

const std::string prefix = "catena-";

int wrong_input(const std::string& sentence) {
  if (catena::launched_rank() == 0) std::fprintf(stderr, "catena: %s\n", sentence.c_str());
  return 2;
}

std::vector<std::string> stages_in(const fs::path& folder) {
  std::vector<std::string> stages;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind(prefix, 0) == 0 && ::access(entry.path().c_str(), X_OK) == 0)
      stages.push_back(name.substr(prefix.size()));
  }
  std::sort(stages.begin(), stages.end());
  return stages;
}

/// The sentence after "catena STAGE: " in the first line of the stage's `--help`.
std::string summary_of(const fs::path& program) {
  std::string line;
  if (FILE* pipe = ::popen(("'" + program.string() + "' --help 2>/dev/null").c_str(), "r")) {
    char text[400];
    while (std::fgets(text, sizeof text, pipe))
      if (line.empty()) line = text;
    ::pclose(pipe);
  }
  const std::size_t colon = line.find(": ");
  return colon == std::string::npos ? "" : catena::trimmed(line.substr(colon + 2));
}

int print_help(const fs::path& folder) {
  if (catena::launched_rank() != 0) return 0;
  std::printf(
      "catena STAGE INPUT.prm [options]\n"
      "mpirun -n 8 catena STAGE INPUT.prm [options]\n\nstages:\n");
  for (const std::string& stage : stages_in(folder))
    std::printf("  %-10s %s\n", stage.c_str(), summary_of(folder / (prefix + stage)).c_str());
  std::printf("\ncatena STAGE --help tells the options, catena STAGE --print-parameters the parameters.\n");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::error_code error;
  const fs::path folder = fs::read_symlink("/proc/self/exe", error).parent_path();
  const std::string stage = argc > 1 ? argv[1] : "";
  if (stage == "--help" || stage == "-h") return print_help(folder);
  if (stage.empty())
    return wrong_input("no stage is given; allowed is: catena STAGE INPUT.prm [options], see --help");

  const std::vector<std::string> stages = stages_in(folder);
  if (stage == "--version" && !stages.empty()) {
    const std::string any = (folder / (prefix + stages.front())).string();
    ::execl(any.c_str(), any.c_str(), "--version", static_cast<char*>(nullptr));
  }
  if (std::find(stages.begin(), stages.end(), stage) == stages.end())
    return wrong_input(stages.empty()
                           ? "there are no stages beside '" + (folder / "catena").string() + "'"
                           : "there is no stage '" + catena::quotable(stage) + "'; the nearest is '" +
                                 catena::nearest_name(stage, stages) + "'");
  std::string program = (folder / (prefix + stage)).string();
  argv[1] = program.data();
  ::execv(program.c_str(), argv + 1);
  std::fprintf(stderr, "catena: cannot run '%s': %s\n", program.c_str(), std::strerror(errno));
  return 4;
}
