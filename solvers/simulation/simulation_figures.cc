// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/simulation/simulation_figures.h"

#include <array>
#include <cstdio>

namespace catena {
namespace {

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return result + "'";
}

}  // namespace

std::string draw_simulation_figures(const std::filesystem::path& folder) {
  const std::string command = quoted(CATENA_PYTHON_PROGRAM) + " " + quoted(CATENA_SIMULATE_FIGURES) + " " +
                              quoted(folder.string()) + " 2>&1";
  std::FILE* pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return "no process could be started for " + std::string(CATENA_PYTHON_PROGRAM);
  std::string last;
  std::array<char, 1024> line{};
  while (std::fgets(line.data(), static_cast<int>(line.size()), pipe) != nullptr) last = line.data();
  while (!last.empty() && (last.back() == '\n' || last.back() == ' ')) last.pop_back();
  return ::pclose(pipe) == 0 ? "" : (last.empty() ? "the program that draws them failed" : last);
}

}  // namespace catena
