// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/failure.h"

#include <algorithm>
#include <chrono>
#include <climits>
#include <cstdio>
#include <new>
#include <thread>

namespace catena {
namespace {

/// Whether what was begun is completed within `patience` seconds.
bool completes(MPI_Request& request, double patience) {
  int done = 0;
  const auto start = std::chrono::steady_clock::now();
  while (true) {
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
    if (done || std::chrono::steady_clock::now() - start > std::chrono::duration<double>(patience))
      return done != 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace

Failure current_failure() {
  try {
    throw;
  } catch (const Error& error) {
    return {error.status(), error.what()};
  } catch (const std::bad_alloc&) {
    return {ExitStatus::failed_numbers, "out of memory; use more ranks on more nodes, or crop or bin"};
  } catch (const std::exception& error) {
    return {ExitStatus::failed_numbers, std::string("unexpected failure: ") + error.what()};
  } catch (...) {
    return {ExitStatus::failed_numbers, "unexpected failure of unknown kind"};
  }
}

void print_failure(const std::string& stage, const Failure& failure) {
  std::string line = failure.sentence;
  std::replace(line.begin(), line.end(), '\n', ' ');
  std::fprintf(stderr, "catena-%s: %s\n", stage.c_str(), line.c_str());
  std::fflush(stderr);
}

bool all_ranks_here(MPI_Comm guard, double patience) {
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Ibarrier(guard, &request);
  return completes(request, patience);
}

ExitStatus agree_on_failure(MPI_Comm guard, const std::string& stage, const Failure& failure,
                            double patience) {
  int rank = 0;
  MPI_Comm_rank(guard, &rank);
  int mine = rank == 0 ? static_cast<int>(failure.status) : INT_MAX, of_root = 0;
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Iallreduce(&mine, &of_root, 1, MPI_INT, MPI_MIN, guard, &request);
  if (!completes(request, patience)) {
    print_failure(stage, failure);
    MPI_Abort(MPI_COMM_WORLD, static_cast<int>(failure.status));
  }
  if (rank == 0) print_failure(stage, failure);
  return static_cast<ExitStatus>(of_root);
}

}  // namespace catena
