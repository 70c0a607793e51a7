// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// A stage that adds up a series slowly, stops, goes on, and fails in every way that a stage can.
#include <hdf5.h>
#include <mpi.h>
#include <sys/resource.h>

#include <Kokkos_Core.hpp>
#include <chrono>
#include <new>
#include <stdexcept>
#include <thread>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "jobs/run/parameters.h"
#include "jobs/run/progress.h"
#include "jobs/run/run.h"
#include "jobs/run/stage.h"
#include "jobs/run/timer_tree.h"
#include "jobs/run/whole_file.h"

using namespace catena;

namespace {

class Toy : public Stage {
 public:
  std::string name() const override { return "toy"; }
  std::string summary() const override { return "from a number of steps to their sum"; }

  void declare(Parameters& parameters) override {
    parameters.add("Steps", steps_, "", {1, 1e6}, "Steps to go.");
    parameters.add("Step time", step_time_, "s", Range::not_negative(), "What a step takes.");
    parameters.add("Seed", seed_, "", Range::not_negative(), "Where the series starts.");
    parameters.add("Failure/Kind", kind_,
                   {"none", "input", "file", "numbers", "lone file", "lone numbers", "lone surprise",
                    "memory", "full disk"},
                   "How to fail.");
    parameters.add("Failure/Remedy", remedy_, "Whether there is a way past numbers that failed.");
    parameters.add("Failure/Where", where_, {"setup", "step", "finish"}, "When to fail.");
  }

  Estimate setup(Run& run) override {
    state_ = Kokkos::View<std::int64_t[2]>("state");  // outlives run_stage
    auto state = Kokkos::create_mirror_view(state_);
    state(0) = 0;
    state(1) = seed_;
    Kokkos::deep_copy(state_, state);
    run.add_library("abacus", "1.2.3");
    fail("setup", run);
    return {1e6, steps_, 0};
  }

  bool step(Run& run) override {
    auto state = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), state_);
    if (state(0) == 0) run.progress().begin("adding", static_cast<double>(steps_), "step");
    {
      TimerTree::Section section(run.timers(), "sleep");
      std::this_thread::sleep_for(std::chrono::duration<double>(step_time_));
    }
    if (state(0) == 2) fail("step", run);
    state(1) = (state(1) * 48271 + state(0)) % 2147483647;
    ++state(0);
    Kokkos::deep_copy(state_, state);
    run.progress().set(static_cast<double>(state(0)));
    return state(0) < steps_;
  }

  void finish(Run& run) override {
    const auto state = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), state_);
    run.record("sum", static_cast<double>(state(1)));
    WholeFile early(run.output() / "unfinished.txt", run.communicator());
    agree_on_root(run.communicator(), [&] { write_whole(early.temporary(), "half"); });
    fail("finish", run);
    agree_on_root(run.communicator(),
                  [&] { write_whole(run.output() / "sum.txt", std::to_string(state(1)) + "\n"); });
  }

  bool save(Run& run, const std::string& path) override {
    agree_on_root(run.communicator(), [&] {
      const auto state = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), state_);
      const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
      const hsize_t two = 2;
      const hid_t space = H5Screate_simple(1, &two, nullptr);
      const hid_t set =
          H5Dcreate2(file, "state", H5T_NATIVE_INT64, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
      const bool good = H5Dwrite(set, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, state.data()) >= 0;
      H5Dclose(set);
      H5Sclose(space);
      if (H5Fclose(file) < 0 || !good) throw FileError("cannot write '" + path + "'");
    });
    return true;
  }

  std::string remedy() const override { return remedy_ ? "another Failure/Kind" : ""; }

  bool binds(const std::string& path) const override { return path == "Seed"; }

  void load(Run& run, const std::string& path) override {
    std::int64_t values[2] = {0, 0};
    agree_on_root(run.communicator(), [&] {
      const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
      const hid_t set = H5Dopen2(file, "state", H5P_DEFAULT);
      const bool good = H5Dread(set, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0;
      H5Dclose(set);
      H5Fclose(file);
      if (!good) throw FileError("cannot read '" + path + "'");
    });
    MPI_Bcast(values, 2, MPI_INT64_T, 0, run.communicator());
    auto state = Kokkos::create_mirror_view(state_);
    state(0) = values[0];
    state(1) = values[1];
    Kokkos::deep_copy(state_, state);
  }

 private:
  void fail(const std::string& where, Run& run) {
    if (where != where_ || kind_ == "none") return;
    if (kind_ == "input") throw InputError("the toy's input is wrong");
    if (kind_ == "file") throw FileError("the toy's file is gone");
    if (kind_ == "numbers") throw NumericsError("the toy's numbers failed");
    if (kind_ == "memory") throw std::bad_alloc();
    if (kind_ == "lone file" && run.rank() == run.size() - 1) throw FileError("only the last rank saw this");
    if (kind_ == "lone numbers" && run.rank() == run.size() - 1)
      throw NumericsError("only the last rank failed");
    if (kind_ == "lone surprise" && run.rank() == run.size() - 1)
      throw std::runtime_error("nobody expected this");
    if (kind_ == "full disk") {
      const rlimit none = {0, RLIM_INFINITY};
      setrlimit(RLIMIT_FSIZE, &none);
    }
    MPI_Barrier(run.communicator());
  }

  std::int64_t steps_ = 5, seed_ = 1;
  double step_time_ = 0;
  bool remedy_ = false;
  std::string kind_ = "none", where_ = "step";
  Kokkos::View<std::int64_t[2]> state_;
};

}  // namespace

int main(int argc, char** argv) {
  Toy stage;
  return run_stage(argc, argv, stage);
}
