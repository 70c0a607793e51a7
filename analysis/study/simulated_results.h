// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/statistics/particle_table.h"

namespace catena {

/// Columns that join_simulation adds to a table.
const std::vector<std::string>& simulated_columns();

/// Adds what a simulation found to a table, by particle id: docs/files.md, series.h5. A particle that is not
/// in the simulation has NaN there. Returns how many are. Collective. \param folder of the run of simulate,
/// or its series.h5 \throws FileError, InputError if no particle is in both or the file is not what it should
/// be
std::size_t join_simulation(MPI_Comm comm, const std::string& folder, ParticleTable& table);

}  // namespace catena
