// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <chrono>
#include <string>

namespace catena {

/// Whether the run shall stop: SIGTERM, SIGINT or SIGUSR1 came on any rank, or the time is nearly over by the
/// clock of rank 0.
class StopRequest {
 public:
  StopRequest();

  /// From now on the three signals only set a flag; a second SIGINT ends the program at once.
  static void catch_signals();
  /// Time is over `seconds` after construction (0: never), or a minute before the end of the Slurm job.
  void limit(double seconds);
  /// Seconds that the next step and the saving will need: that much before its end the time counts as over.
  void reserve(double seconds) { reserve_ = seconds; }
  /// Collective; the same on all ranks.
  bool agreed(MPI_Comm comm) const;
  /// After `agreed`, on rank 0: "signal 15" or "the time limit".
  std::string reason() const;

 private:
  bool time_is_over() const;

  std::chrono::steady_clock::time_point start_;
  double limit_ = 0;
  double reserve_ = 0;
  mutable int signal_ = 0;
};

}  // namespace catena
