// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/summary.h"

#include <cstdio>

namespace catena {
namespace {

/// "1.23 GB".
std::string bytes_text(double bytes) {
  const char* unit[] = {"B", "kB", "MB", "GB", "TB"};
  int i = 0;
  for (; bytes >= 1000 && i < 4; ++i) bytes /= 1000;
  char text[40];
  std::snprintf(text, sizeof text, "%.3g %s", bytes, unit[i]);
  return text;
}

std::string ranks_text(int ranks) { return std::to_string(ranks) + (ranks == 1 ? " rank" : " ranks"); }

}  // namespace

std::string check_text(const Estimate& estimate, int ranks) {
  return "the input is right\nexpected memory: " + bytes_text(estimate.memory) + " over " +
         ranks_text(ranks) + "\ncells: " + std::to_string(estimate.cells) +
         "\nunknowns: " + std::to_string(estimate.unknowns);
}

std::string summary_text(const Estimate& estimate, long steps, double seconds, int ranks,
                         double peak_memory) {
  const bool solves = estimate.unknowns > 0;
  const double work = solves ? static_cast<double>(estimate.unknowns) * static_cast<double>(steps)
                             : static_cast<double>(estimate.cells);
  char text[200];
  std::snprintf(text, sizeof text,
                "done in %.2f s on %s: %.4g million %s per second and rank, peak memory %s", seconds,
                ranks_text(ranks).c_str(), 1e-6 * work / (seconds * ranks),
                solves ? "unknowns x steps" : "cells", bytes_text(peak_memory).c_str());
  return text;
}

}  // namespace catena
