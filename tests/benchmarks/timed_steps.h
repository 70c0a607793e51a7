// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <time.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

/// What the benchmark programs share. Each is a server of named steps: it reads "STEP" or "STEP FILE" from
/// the standard input, runs the step once and answers one line "STEP cpu wall key=value ...", cpu and wall in
/// seconds. With FILE the step's result is written there after the clock has stopped, so that the driver can
/// compare results. A driver holds several such programs at once and asks them in turn, so that what a
/// neighbour on the machine does falls on all of them alike.
namespace catena::benchmarks {

inline double seconds(clockid_t clock) {
  timespec t;
  clock_gettime(clock, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// Runs `work` and returns its CPU and wall time.
struct Times {
  double cpu = 0, wall = 0;
};

inline Times timed(const std::function<void()>& work) {
  const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID), wall = seconds(CLOCK_MONOTONIC);
  work();
  return {seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, seconds(CLOCK_MONOTONIC) - wall};
}

/// One run of a step: its times, figures worth comparing, and how to write its result as raw voxels.
struct Outcome {
  Times times;
  std::map<std::string, double> figures;
  std::function<void(const std::string& path)> save;
};

using Steps = std::map<std::string, std::function<Outcome()>>;

/// Whole raw file of `n` values. \throws std::runtime_error where it is shorter.
template <class T>
std::vector<T> raw_file(const std::string& path, size_t n) {
  std::vector<T> values(n);
  std::ifstream file(path, std::ios::binary);
  file.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(n * sizeof(T)));
  if (!file)
    throw std::runtime_error(path + " is not there or shorter than " + std::to_string(n) + " values");
  return values;
}

template <class T>
void write_raw(const std::string& path, const T* values, size_t n) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(values), static_cast<std::streamsize>(n * sizeof(T)));
}

inline void print(const std::string& step, const Outcome& outcome) {
  std::printf("%s %.6f %.6f", step.c_str(), outcome.times.cpu, outcome.times.wall);
  for (const auto& [key, value] : outcome.figures) std::printf(" %s=%.17g", key.c_str(), value);
  std::printf("\n");
  std::fflush(stdout);
}

/// Splits "STEP FILE" at the blank.
inline std::pair<std::string, std::string> split(const std::string& command) {
  const size_t blank = command.find(' ');
  if (blank == std::string::npos) return {command, ""};
  return {command.substr(0, blank), command.substr(blank + 1)};
}

}  // namespace catena::benchmarks
