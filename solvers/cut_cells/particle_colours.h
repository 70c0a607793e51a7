// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <utility>
#include <vector>

namespace catena {

/// Colours for particles such that no two that meet have the same: each in turn gets the least that none of
/// those before it that it meets has. Collective; the same on all ranks and on any number of them.
/// \param count of particles
/// \param meeting pairs that this rank knows of, in any order, also several times.
std::vector<int> particle_colours(MPI_Comm comm, std::size_t count,
                                  const std::vector<std::pair<int, int>>& meeting);

}  // namespace catena
