// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstdint>
#include <vector>

namespace catena {

/// Chains of pointers that pass through several blocks. In each block a chain ends either at a peak or at an
/// exit, from where it goes on in another block, at a voxel whose own chain there ends at a peak or an exit.
/// Peaks are numbered from 1 over all ranks, exits after all peaks, rank after rank. \param target for each
/// exit of this block, in order: the number of the peak or exit that it goes on to. \param first number of
/// this rank's first exit. \param peaks number of the last peak. \return for each exit the number of the peak
/// that its chain reaches. By pointer jumping: as many rounds as the logarithm of the blocks that a chain
/// passes through. Collective.
std::vector<std::uint32_t> peaks_of_exits(MPI_Comm comm, const std::vector<std::uint32_t>& target,
                                          std::uint32_t first, std::uint32_t peaks);

}  // namespace catena
