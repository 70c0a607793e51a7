// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/figures.h"

#include <array>
#include <cstdio>

#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"

namespace catena {
namespace {

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

/// Empty if it worked, else why it did not.
std::string failure_of(const std::string& program, const std::string& folder) {
  const std::string command =
      quoted(CATENA_PYTHON_PROGRAM) + " " + quoted(program) + " " + quoted(folder) + " 2>&1";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return "no process could be started for " + std::string(CATENA_PYTHON_PROGRAM);
  std::string last;
  std::array<char, 1024> line{};
  while (std::fgets(line.data(), static_cast<int>(line.size()), pipe) != nullptr) last = line.data();
  while (!last.empty() && (last.back() == '\n' || last.back() == ' ')) last.pop_back();
  return ::pclose(pipe) == 0 ? "" : (last.empty() ? "the program that draws them failed" : last);
}

}  // namespace

void draw_figures(Run& run, const std::string& program) {
  TimerTree::Section section(run.timers(), "figures");
  if (run.rank() == 0) {
    const std::string failure = failure_of(program, run.output().string());
    if (!failure.empty()) run.warn("no figures were drawn: " + failure);
  }
  MPI_Barrier(run.communicator());
}

}  // namespace catena
