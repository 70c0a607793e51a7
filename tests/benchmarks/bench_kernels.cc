// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Times the kernels: bench_kernels FOLDER NZ NY NX, steps from the standard input (see timed_steps.h and
// compare.py).
#include <mpi.h>

#include <Kokkos_Core.hpp>
#include <chrono>
#include <cstring>
#include <iostream>
#include <thread>

#include "tests/benchmarks/kernel_steps.h"

namespace {

/// The next line of rank 0's standard input, on all ranks; empty at its end. The others sleep while they
/// wait, so that an idle benchmark leaves the machine to its peers.
std::string next_command() {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  char line[1024] = "";
  if (rank == 0) {
    std::string text;
    std::getline(std::cin, text);
    std::strncpy(line, text.c_str(), sizeof line - 1);
  }
  MPI_Request request;
  MPI_Ibcast(line, sizeof line, MPI_CHAR, 0, MPI_COMM_WORLD, &request);
  for (int done = 0; !done;) {
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
    if (!done) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return line;
}

int serve(int argc, char** argv) {
  using namespace catena::benchmarks;
  int rank = 0, ranks = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  if (argc != 5) {
    if (rank == 0) std::cerr << "usage: bench_kernels FOLDER NZ NY NX\n";
    return 2;
  }
  KernelSteps kernels(MPI_COMM_WORLD, argv[1],
                      {std::stoll(argv[2]), std::stoll(argv[3]), std::stoll(argv[4])});
  const Steps steps = kernels.steps();
  for (std::string line = next_command(); !line.empty(); line = next_command()) {
    const auto [name, path] = split(line);
    const auto step = steps.find(name);
    if (step == steps.end()) {
      if (rank == 0) std::cerr << "no step called '" << name << "'\n";
      return 2;
    }
    const Outcome outcome = step->second();
    if (!path.empty() && outcome.save && ranks == 1) outcome.save(path);
    if (rank == 0) print(name, outcome);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  Kokkos::initialize(argc, argv);
  int status = 0;
  try {
    status = serve(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "bench_kernels: " << error.what() << "\n";
    MPI_Abort(MPI_COMM_WORLD, 1);
  }
  Kokkos::finalize();
  MPI_Finalize();
  return status;
}
