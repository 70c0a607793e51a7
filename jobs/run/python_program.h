// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace catena {

/// How a Python program ended, and what it printed on stdout and stderr together.
struct PythonOutcome {
  int status = 0;  ///< its exit status; -1 where it could not be started or a signal ended it
  std::vector<std::string> lines;

  /// What it said last; where it said nothing, that it failed.
  std::string last_line() const;
};

/// Runs a Python program by the Python that the build has found. For one rank.
PythonOutcome run_python(const std::string& program, const std::vector<std::string>& arguments);

}  // namespace catena
