// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/python_program.h"

#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "jobs/run/shell_quoted.h"

namespace catena {

std::string PythonOutcome::last_line() const {
  for (auto line = lines.rbegin(); line != lines.rend(); ++line)
    if (!line->empty()) return *line;
  return "it failed without a word";
}

PythonOutcome run_python(const std::string& program, const std::vector<std::string>& arguments) {
  std::string command = shell_quoted(CATENA_PYTHON_PROGRAM) + " -B " + shell_quoted(program);
  for (const std::string& argument : arguments) command += " " + shell_quoted(argument);
  PythonOutcome outcome;
  std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return {-1, {"no process could be started for " + std::string(CATENA_PYTHON_PROGRAM)}};
  std::string text;
  std::array<char, 4096> piece{};
  for (std::size_t read = 0; (read = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;)
    text.append(piece.data(), read);
  const int status = ::pclose(pipe);
  outcome.status = status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.pop_back();
    outcome.lines.push_back(line);
    begin = end + 1;
  }
  return outcome;
}

}  // namespace catena
