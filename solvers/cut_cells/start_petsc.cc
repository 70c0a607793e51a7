// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/start_petsc.h"

#include <mpi.h>
#include <p4est_base.h>
#include <petscsys.h>

#include "jobs/run/error.h"
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace catena {
namespace {

int end_petsc(MPI_Comm, int, void*, void*) { return PetscFinalize() ? MPI_ERR_OTHER : MPI_SUCCESS; }

/// Arrays of many megabytes go back to the system when they are freed: on several ranks malloc otherwise
/// takes them from the heap, which keeps all it ever had, and multigrid's set-up frees a quarter of a
/// simulation's memory. Smaller ones, which solvers make again and again, stay.
void give_back_freed_memory() {
#ifdef __GLIBC__
  constexpr int most_arrays = 65536, size = 1 << 23, kept = 1 << 26;
  mallopt(M_MMAP_MAX, most_arrays);
  mallopt(M_MMAP_THRESHOLD, size);
  mallopt(M_TRIM_THRESHOLD, kept);
#endif
}

}  // namespace

void start_petsc() {
  PetscBool started = PETSC_FALSE;
  PetscInitialized(&started);
  if (started) return;
  // Stop signals are the run's own; PETSc would also take SIGTERM from it on giving its handler back.
  PetscOptionsSetValue(nullptr, "-no_signal_handler", "true");
  give_back_freed_memory();
  if (PetscInitializeNoArguments()) throw NumericsError("PETSc could not be started");
  sc_init(MPI_COMM_WORLD, 0, 0, nullptr, SC_LP_SILENT);
  p4est_init(nullptr, SC_LP_SILENT);
  // MPI_Finalize deletes the attributes of MPI_COMM_SELF first, while MPI still works.
  int key = MPI_KEYVAL_INVALID;
  MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, end_petsc, &key, nullptr);
  MPI_Comm_set_attr(MPI_COMM_SELF, key, nullptr);
}

}  // namespace catena
