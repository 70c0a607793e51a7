// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/libraries.h"

#include <hdf5.h>
#include <mpi.h>

#include <Kokkos_Core.hpp>
#include <cstdlib>

namespace catena {
namespace {

void stop_libraries() {
  Kokkos::finalize();
  MPI_Finalize();
}

}  // namespace

void start_libraries(int& argc, char**& argv) {
  int started = 0;
  MPI_Initialized(&started);
  if (!started) {
    int provided = 0;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
#if KOKKOS_VERSION >= 30700
    Kokkos::initialize(Kokkos::InitializationSettings().set_disable_warnings(true));
#else
    Kokkos::InitArguments arguments;
    arguments.disable_warnings = true;
    Kokkos::initialize(arguments);
#endif
    std::atexit(stop_libraries);
  }
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

int launched_rank() {
  for (const char* name :
       {"OMPI_COMM_WORLD_RANK", "PMIX_RANK", "PMI_RANK", "MV2_COMM_WORLD_RANK", "SLURM_PROCID"})
    if (const char* rank = std::getenv(name)) return std::atoi(rank);
  return 0;
}

}  // namespace catena
