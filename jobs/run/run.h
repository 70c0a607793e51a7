// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace catena {

class Progress;
class StopRequest;
class TimerTree;

/// What a stage needs to be a good job, passed by reference: communicator, output folder, log, timers, stop
/// flag, provenance. Made by run_stage; tests make their own.
class Run {
 public:
  using Value = std::variant<double, std::string>;

  Run(MPI_Comm communicator, std::filesystem::path output, std::string stage);
  ~Run();
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  MPI_Comm communicator() const;
  int rank() const;
  int size() const;
  const std::string& stage() const;
  /// The output folder; it exists once setup is over.
  const std::filesystem::path& output() const;

  /// One line on stdout, from rank 0 only.
  void say(const std::string& line);
  /// One line "warning: ..." on stderr, from rank 0 only; also kept in run.json.
  void warn(const std::string& line);
  TimerTree& timers();
  Progress& progress();
  StopRequest& stop();
  /// Whether a stop signal came or the time limit is near, agreed by all ranks. Collective.
  bool stop_requested() const;
  /// A number worth keeping in run.json under "results", e.g. the count of particles; a name is kept once.
  void record(const std::string& name, double value);
  void record(const std::string& name, const std::string& value);
  /// A library that the stage uses besides those below every stage, kept in run.json under "libraries".
  void add_library(const std::string& name, const std::string& version);

  const std::vector<std::string>& warnings() const;
  const std::vector<std::pair<std::string, Value>>& recorded() const;
  const std::vector<std::pair<std::string, std::string>>& libraries() const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace catena
