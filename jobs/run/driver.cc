// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/driver.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

#include "jobs/run/agreement.h"
#include "jobs/run/checkpoint_input.h"
#include "jobs/run/checkpoint_slots.h"
#include "jobs/run/progress.h"
#include "jobs/run/stop_request.h"
#include "jobs/run/summary.h"
#include "jobs/run/timer_tree.h"
#include "jobs/run/version.h"
#include "jobs/run/whole_file.h"

namespace catena {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

Driver::Driver(Stage& stage, Options options, std::vector<std::string> command)
    : stage_(stage),
      options_(std::move(options)),
      run_(MPI_COMM_WORLD, options_.output, stage.name()),
      folder_(options_.output),
      input_(stage) {
  MPI_Comm_dup(MPI_COMM_WORLD, &guard_);
  MPI_Comm_dup(MPI_COMM_WORLD, &save_guard_);
  provenance_.command = std::move(command);
  provenance_.start = utc_now();
  provenance_.restarted = options_.restart;
}

Driver::~Driver() {
  MPI_Comm_free(&guard_);
  MPI_Comm_free(&save_guard_);
}

ExitStatus Driver::run() {
  try {
    return run_unguarded();
  } catch (...) {
    const Failure failure = current_failure();
    run_.progress().clear();
    const ExitStatus status = agree_on_failure(guard_, run_.stage(), failure);
    if (run_.rank() == 0) leave_after(failure, status);
    return status;
  }
}

ExitStatus Driver::run_unguarded() {
  input_.read(run_.communicator(), options_);
  run_.stop().limit(input_.time_limit());
  agree_on_root(run_.communicator(), [&] { folder_.check(); });
  {
    TimerTree::Section section(run_.timers(), "setup");
    provenance_.estimate = stage_.setup(run_);
  }
  if (options_.check) {
    run_.say(check_text(provenance_.estimate, run_.size()));
    return ExitStatus::done;
  }
  // A checkpoint that is refused leaves the folder as its run has left it.
  CheckpointSlots slots(run_.communicator(), run_.output(), run_.stage());
  if (options_.restart) load_checkpoint(slots);
  open_folder();
  if (!options_.restart && !slots.whole().empty()) {
    run_.warn("without --restart the checkpoint of an earlier run in '" + run_.output().string() +
              "' is dropped");
    slots.clear();
  }
  if (!step_until_done(slots)) return stop_early();
  {
    TimerTree::Section section(run_.timers(), "finish");
    stage_.finish(run_);
  }
  slots.clear();
  write_provenance("done", ExitStatus::done);
  run_.progress().end();
  std::string table = run_.timers().table();
  table.pop_back();
  run_.say(table);
  run_.say(summary_text(provenance_.estimate, provenance_.steps, run_.timers().root().seconds, run_.size(),
                        provenance_.memory.sum));
  return ExitStatus::done;
}

void Driver::open_folder() {
  provenance_.seeds = input_.seeds();
  agree_on_root(run_.communicator(), [&] {
    folder_.make();
    opened_ = true;
    for (const char* name : {"parameters.prm", "run.json"})
      if (!std::filesystem::exists(run_.output() / name)) written_.push_back(run_.output() / name);
    write_whole(run_.output() / "parameters.prm", "# The full input of a run of catena " + run_.stage() +
                                                      " " + version() + ".\n" + input_.resolved());
  });
  write_provenance("running", ExitStatus::done);
}

void Driver::load_checkpoint(const CheckpointSlots& slots) {
  for (const auto& path : slots.broken()) run_.warn("the checkpoint '" + path.string() + "' cannot be read");
  const auto whole = slots.whole();
  if (whole.empty())
    run_.warn("there is no whole checkpoint in '" + run_.output().string() +
              "'; the run starts from its beginning");
  TimerTree::Section section(run_.timers(), "restart");
  const auto bound = input_.bound(stage_);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    try {
      if (!bound.empty())
        agree_on_root(run_.communicator(), [&] { check_checkpoint_input(whole[i].string(), bound); });
      stage_.load(run_, whole[i].string());
      run_.say("going on from '" + whole[i].string() + "'");
      return;
    } catch (const Error& error) {
      if (error.status() == ExitStatus::wrong_input || i + 1 == whole.size()) throw;
      run_.warn(std::string(error.what()) + "; the checkpoint before it is taken");
    }
  }
}

bool Driver::step(CheckpointSlots& slots) {
  try {
    return stage_.step(run_);
  } catch (const Error& error) {  // what ranks agreed on has lost its class, but not its status
    if (error.status() != ExitStatus::failed_numbers) throw;
    if (stage_.remedy().empty() || !all_ranks_here(save_guard_)) throw;
    std::string sentence = error.what();
    try {
      if (!slots.save([&](const std::string& path) { return save_checkpoint(path); })) throw error;
      sentence += "; the state before it is kept: go on with --restart and " + stage_.remedy();
    } catch (const Error& unwritten) {
      if (unwritten.status() != ExitStatus::unusable_file) throw;
      sentence += std::string("; the state before it is lost: ") + unwritten.what();
    }
    throw NumericsError(sentence);
  }
}

bool Driver::step_until_done(CheckpointSlots& slots) {
  auto saved = Clock::now();
  double longest_step = 0, longest_save = 0;
  while (true) {
    const auto begin = Clock::now();
    bool more = false;
    {
      TimerTree::Section section(run_.timers(), "steps");
      more = step(slots);
    }
    ++provenance_.steps;
    if (!more) return true;
    longest_step = std::max(longest_step, seconds_since(begin));
    run_.stop().reserve(longest_step + longest_save);
    const bool stop = run_.stop_requested();
    int due =
        input_.checkpoint_interval() > 0 && seconds_since(saved) >= input_.checkpoint_interval() ? 1 : 0;
    MPI_Bcast(&due, 1, MPI_INT, 0, run_.communicator());
    if (!stop && !due) continue;
    TimerTree::Section section(run_.timers(), "checkpoints");
    const auto save_begin = Clock::now();
    kept_ = slots.save([&](const std::string& path) { return save_checkpoint(path); });
    longest_save = std::max(longest_save, seconds_since(save_begin));
    saved = Clock::now();
    if (stop) return false;
  }
}

bool Driver::save_checkpoint(const std::string& path) {
  if (!stage_.save(run_, path)) return false;
  const auto bound = input_.bound(stage_);
  if (!bound.empty()) agree_on_root(run_.communicator(), [&] { write_checkpoint_input(path, bound); });
  return true;
}

ExitStatus Driver::stop_early() {
  write_provenance("stopped", ExitStatus::stopped_early);
  run_.say("stopped by " + run_.stop().reason() + " after " + std::to_string(provenance_.steps) +
           (provenance_.steps == 1 ? " step; " : " steps; ") +
           (kept_ ? "run again with --restart to go on"
                  : "nothing to keep yet: run again to start from the beginning"));
  return ExitStatus::stopped_early;
}

void Driver::write_provenance(const std::string& status, ExitStatus exit_status) {
  provenance_.status = status;
  provenance_.exit_status = static_cast<int>(exit_status);
  provenance_.memory = peak_memory(run_.communicator());
  agree_on_root(run_.communicator(),
                [&] { write_whole(run_.output() / "run.json", provenance_text(run_, provenance_)); });
}

void Driver::leave_after(const Failure& failure, ExitStatus status) {
  if (!opened_) return;
  if (status != ExitStatus::failed_numbers && !written_.empty()) {
    folder_.abandon(written_);
    return;
  }
  provenance_.status = "failed";
  provenance_.exit_status = static_cast<int>(status);
  provenance_.error = failure.sentence;
  try {
    write_whole(run_.output() / "run.json", provenance_text(run_, provenance_));
  } catch (const Error& error) {
    std::fprintf(stderr, "warning: %s\n", error.what());
  }
}

}  // namespace catena
