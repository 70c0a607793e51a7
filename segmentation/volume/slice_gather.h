// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cstdint>
#include <exception>
#include <type_traits>
#include <utility>
#include <vector>

#include "jobs/run/agreement.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// Calls work(z, voxels) on rank 0 for every slice of the volume, in order; `voxels` is the whole slice, y-x
/// order, without gaps. Collective. If `work` throws, it is not called again and all ranks throw its error in
/// the end.
template <class T, class Work>
void for_each_slice_on_root(const Volume<T>& volume, const Work& work) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), volume.data());
  const Decomposition& blocks = volume.decomposition();
  const Triple &extents = blocks.extents(), &halo = volume.halo();
  const Box& mine = blocks.owned();
  std::vector<T> slice, part;
  if (blocks.rank() == 0) slice.resize(static_cast<std::size_t>(extents[1] * extents[2]));
  std::exception_ptr error;
  for (std::int64_t z = 0; z < extents[0]; ++z) {
    const bool send = z >= mine.begin[0] && z < mine.end[0];
    if (send) {
      part.clear();
      for (std::int64_t y = 0; y < mine.extents()[1]; ++y) {
        const T* const row = &host(z - mine.begin[0] + halo[0], y + halo[1], halo[2]);
        part.insert(part.end(), row, row + mine.extents()[2]);
      }
    }
    if (send && blocks.rank() != 0)
      MPI_Send(part.data(), static_cast<int>(part.size() * sizeof(T)), MPI_BYTE, 0, 0, blocks.comm());
    if (blocks.rank() != 0) continue;
    for (int rank = 0; rank < blocks.ranks(); ++rank) {
      const Box theirs = blocks.owned_by(rank);
      if (z < theirs.begin[0] || z >= theirs.end[0]) continue;
      const Triple size = theirs.extents();
      part.resize(static_cast<std::size_t>(size[1] * size[2]));
      if (rank != 0)
        MPI_Recv(part.data(), static_cast<int>(part.size() * sizeof(T)), MPI_BYTE, rank, 0, blocks.comm(),
                 MPI_STATUS_IGNORE);
      for (std::int64_t y = 0; y < size[1]; ++y)
        std::copy_n(part.data() + y * size[2], size[2],
                    slice.data() + (theirs.begin[1] + y) * extents[2] + theirs.begin[2]);
    }
    // After an error the others still send, and must not be left waiting.
    if (!error) try {
        work(z, std::as_const(slice));
      } catch (...) {
        error = std::current_exception();
      }
  }
  agree_on_root(blocks.comm(), [&] {
    if (error) std::rethrow_exception(error);
  });
}

}  // namespace catena
