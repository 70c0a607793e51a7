// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/run.h"

#include <cstdio>

#include "jobs/run/progress.h"
#include "jobs/run/stop_request.h"
#include "jobs/run/timer_tree.h"

namespace catena {
namespace {

int rank_in(MPI_Comm comm) {
  int rank = 0;
  MPI_Comm_rank(comm, &rank);
  return rank;
}

}  // namespace

struct Run::Implementation {
  Implementation(MPI_Comm comm, std::filesystem::path folder, std::string name)
      : communicator(comm),
        output(std::move(folder)),
        stage(std::move(name)),
        rank(rank_in(comm)),
        progress(rank == 0 && Progress::stdout_is_terminal()) {
    MPI_Comm_size(comm, &size);
  }

  MPI_Comm communicator;
  std::filesystem::path output;
  std::string stage;
  int rank, size = 1;
  TimerTree timers;
  Progress progress;
  StopRequest stop;
  std::vector<std::string> warnings;
  std::vector<std::pair<std::string, Value>> results;
  std::vector<std::pair<std::string, std::string>> libraries;

  void record(const std::string& name, Value value) {
    for (auto& [known, old] : results)
      if (known == name) {
        old = std::move(value);
        return;
      }
    results.emplace_back(name, std::move(value));
  }
};

Run::Run(MPI_Comm communicator, std::filesystem::path output, std::string stage)
    : implementation_(std::make_unique<Implementation>(communicator, std::move(output), std::move(stage))) {}
Run::~Run() = default;

MPI_Comm Run::communicator() const { return implementation_->communicator; }
int Run::rank() const { return implementation_->rank; }
int Run::size() const { return implementation_->size; }
const std::string& Run::stage() const { return implementation_->stage; }
const std::filesystem::path& Run::output() const { return implementation_->output; }

void Run::say(const std::string& line) {
  if (implementation_->rank != 0) return;
  implementation_->progress.clear();
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

void Run::warn(const std::string& line) {
  implementation_->warnings.push_back(line);
  if (implementation_->rank != 0) return;
  implementation_->progress.clear();
  std::fprintf(stderr, "warning: %s\n", line.c_str());
}

TimerTree& Run::timers() { return implementation_->timers; }
Progress& Run::progress() { return implementation_->progress; }
StopRequest& Run::stop() { return implementation_->stop; }
bool Run::stop_requested() const { return implementation_->stop.agreed(implementation_->communicator); }
void Run::record(const std::string& name, double value) { implementation_->record(name, value); }
void Run::record(const std::string& name, const std::string& value) { implementation_->record(name, value); }
void Run::add_library(const std::string& name, const std::string& version) {
  implementation_->libraries.emplace_back(name, version);
}
const std::vector<std::string>& Run::warnings() const { return implementation_->warnings; }
const std::vector<std::pair<std::string, Run::Value>>& Run::recorded() const {
  return implementation_->results;
}
const std::vector<std::pair<std::string, std::string>>& Run::libraries() const {
  return implementation_->libraries;
}

}  // namespace catena
