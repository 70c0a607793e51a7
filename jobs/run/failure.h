// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <string>

#include "jobs/run/error.h"

namespace catena {

/// How a run failed.
struct Failure {
  ExitStatus status = ExitStatus::failed_numbers;
  std::string sentence;
};

/// The exception at hand, to be called in a catch block, as a status and one line.
Failure current_failure();

/// Prints "catena-STAGE: SENTENCE" on stderr.
void print_failure(const std::string& stage, const Failure& failure);

/// Whether all ranks come here within `patience` seconds. `guard`: a communicator used for nothing else, and
/// for nothing any more once this is false.
bool all_ranks_here(MPI_Comm guard, double patience = 5);

/// To be called where a rank has caught an exception. Where all ranks have, within `patience` seconds, they
/// return with rank 0's status and rank 0 prints its line. Otherwise this rank was alone: it prints its line
/// and aborts the job with its status, as the others wait for it in vain. `guard`: a communicator used for
/// nothing else.
ExitStatus agree_on_failure(MPI_Comm guard, const std::string& stage, const Failure& failure,
                            double patience = 5);

}  // namespace catena
