// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

namespace catena {

/// Resident memory at its peak, in bytes; known on all ranks.
struct PeakMemory {
  double sum = 0;      ///< of all ranks
  double largest = 0;  ///< of the rank that needed most
};

/// Collective.
PeakMemory peak_memory(MPI_Comm comm);

}  // namespace catena
