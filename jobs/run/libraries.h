// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// Starts MPI and Kokkos, and silences HDF5's error stack. They end after `main`, so that its objects may
/// hold views. Does nothing where MPI is up already.
void start_libraries(int& argc, char**& argv);

/// The rank that the launcher's environment tells, before MPI is up; 0 without a launcher.
int launched_rank();

}  // namespace catena
