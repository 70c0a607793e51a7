// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/stop_request.h"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <ctime>

namespace catena {
namespace {

volatile std::sig_atomic_t caught_signal = 0;

extern "C" void catch_signal(int number) { caught_signal = number; }

}  // namespace

StopRequest::StopRequest() : start_(std::chrono::steady_clock::now()) { caught_signal = 0; }

void StopRequest::catch_signals() {
  for (const int number : {SIGTERM, SIGINT, SIGUSR1}) {
    struct sigaction action {};
    action.sa_handler = catch_signal;
    action.sa_flags = SA_RESTART;
    if (number == SIGINT) action.sa_flags |= SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, nullptr);
  }
  // A file that outgrows its limit is then an error of write() like a full disk.
  std::signal(SIGXFSZ, SIG_IGN);
}

void StopRequest::limit(double seconds) {
  limit_ = seconds;
  if (const char* text = std::getenv("SLURM_JOB_END_TIME")) {
    const double left = std::atof(text) - static_cast<double>(std::time(nullptr)) - 60;
    const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    const double slurm_limit = std::max(spent + left, 1e-3);
    if (limit_ == 0 || slurm_limit < limit_) limit_ = slurm_limit;
  }
}

bool StopRequest::time_is_over() const {
  if (limit_ == 0) return false;
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count() + reserve_ > limit_;
}

bool StopRequest::agreed(MPI_Comm comm) const {
  int rank = 0;
  MPI_Comm_rank(comm, &rank);
  int mine[2] = {static_cast<int>(caught_signal), rank == 0 && time_is_over() ? 1 : 0};
  int any[2] = {0, 0};
  MPI_Allreduce(mine, any, 2, MPI_INT, MPI_MAX, comm);
  signal_ = any[0];
  return any[0] != 0 || any[1] != 0;
}

std::string StopRequest::reason() const {
  return signal_ != 0 ? "signal " + std::to_string(signal_) : "the time limit";
}

}  // namespace catena
