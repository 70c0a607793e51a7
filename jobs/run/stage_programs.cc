// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/stage_programs.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <system_error>

#include "jobs/run/parameter_file.h"
#include "jobs/run/shell_quoted.h"

namespace catena {
namespace {

const std::string prefix = "catena-";

}  // namespace

std::vector<std::string> stages_in(const std::filesystem::path& folder) {
  std::vector<std::string> stages;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    // Modules that stages load lie there too.
    const bool program = entry.path().extension().empty() && entry.is_regular_file(ignored);
    if (program && name.rfind(prefix, 0) == 0 && ::access(entry.path().c_str(), X_OK) == 0)
      stages.push_back(name.substr(prefix.size()));
  }
  std::sort(stages.begin(), stages.end());
  return stages;
}

std::filesystem::path stage_program(const std::filesystem::path& folder, const std::string& stage) {
  return folder / (prefix + stage);
}

std::string stage_summary(const std::filesystem::path& program) {
  std::string line;
  if (FILE* pipe = ::popen((shell_quoted(program.string()) + " --help 2>/dev/null").c_str(), "r")) {
    char text[400];
    while (std::fgets(text, sizeof text, pipe))
      if (line.empty()) line = text;
    ::pclose(pipe);
  }
  const std::size_t colon = line.find(": ");
  return colon == std::string::npos ? "" : trimmed(line.substr(colon + 2));
}

}  // namespace catena
