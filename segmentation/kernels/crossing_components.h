// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstdint>
#include <vector>

#include "segmentation/kernels/block_components.h"
#include "segmentation/volume/decomposition.h"

namespace catena {

/// How the components of all blocks join across the blocks' faces. The same on every rank but for `offset`
/// and `own`. Only components that touch one of another block are in it. Local component c has the identity
/// offset + c.
struct CrossingComponents {
  std::uint32_t offset = 0;           ///< components of the ranks before this
  std::vector<std::uint32_t> ids;     ///< identities, ascending
  std::vector<std::uint32_t> group;   ///< for each, the position in `ids` of the first that it is one with
  size_t own_begin = 0, own_end = 0;  ///< which of `ids` are of this rank
};

/// Collective; empty on one rank.
/// \throws InputError on all ranks if there are 2^32 components or more.
CrossingComponents crossing_components(const BlockComponents& components, const Decomposition& blocks,
                                       Connectivity connectivity);

/// values(c) of each local component := `operation` (MPI_SUM, MPI_MIN or MPI_MAX) over all that are one with
/// it, on any rank. Collective. \param neutral the operation's neutral element.
void join_values(const CrossingComponents& crossing, MPI_Comm comm, MPI_Op operation, std::int64_t neutral,
                 std::vector<std::int64_t>& values);

}  // namespace catena
