// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// Starts PETSc and p4est quietly, once; MPI must be up. PETSc ends, with whatever -log_view asks for, when
/// MPI does: all matrices and vectors must be gone by then. PETSc's options are read from PETSC_OPTIONS and
/// ~/.petscrc. With glibc, sets which arrays malloc gives back to the system, whatever MALLOC_MMAP_THRESHOLD_
/// and the like say.
void start_petsc();

}  // namespace catena
