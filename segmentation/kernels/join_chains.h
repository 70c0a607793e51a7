// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstdint>
#include <vector>

namespace catena {

/// Chains of pointers that pass through several blocks. In each block every chain ends either at a peak or
/// where it goes on in another block, at a voxel that belongs to a chain with an end there. Ends are numbered
/// from 1 over all ranks, rank after rank. \param target for each end in this block: its own number at a
/// peak, else the number of the end it goes on to. \param first number of this rank's first end. \param
/// peaks_before peaks of the ranks before this. \return for each end the number of the peak (from 1, rank
/// after rank) that its chain reaches. By pointer jumping: as many rounds as the logarithm of the blocks that
/// a chain passes through. Collective.
std::vector<std::uint32_t> peaks_of_chains(MPI_Comm comm, const std::vector<std::uint32_t>& target,
                                           std::uint32_t first, std::uint32_t peaks_before);

}  // namespace catena
