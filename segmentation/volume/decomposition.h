// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <array>
#include <cstdint>
#include <memory>

namespace catena {

/// Three integers in the order z, y, x.
using Triple = std::array<std::int64_t, 3>;

/// Voxel edge lengths dz, dy, dx in m.
using Spacing = std::array<double, 3>;

inline std::int64_t product(const Triple& t) { return t[0] * t[1] * t[2]; }

/// Half-open box of voxels in global indices.
struct Box {
  Triple begin{0, 0, 0};
  Triple end{0, 0, 0};
  Triple extents() const { return {end[0] - begin[0], end[1] - begin[1], end[2] - begin[2]}; }
  std::int64_t voxels() const { return empty() ? 0 : product(extents()); }
  bool empty() const { return end[0] <= begin[0] || end[1] <= begin[1] || end[2] <= begin[2]; }
};

/// The common part of two boxes; empty() if there is none.
Box intersection(const Box& a, const Box& b);

/// How a global array (nz, ny, nx) is cut into one block a rank on a Cartesian grid of ranks.
/// Ranks run through the grid with x fastest. Block i of n along an axis of N voxels owns [i N / n, (i + 1) N / n).
class Decomposition {
 public:
  /// \param extents voxels of the whole array.
  /// \param grid ranks along z, y, x; zeros are chosen: slabs in z, which read and write contiguously.
  /// \throws InputError if the grid does not hold as many blocks as `comm` has ranks, or a block would be empty.
  Decomposition(MPI_Comm comm, const Triple& extents, const Triple& grid = {0, 0, 0});

  MPI_Comm comm() const { return comm_; }
  int rank() const { return rank_; }
  int ranks() const { return ranks_; }
  const Triple& extents() const { return extents_; }
  const Triple& grid() const { return grid_; }
  /// Where this rank stands in the grid.
  const Triple& position() const { return position_; }
  /// The voxels of this rank.
  const Box& owned() const { return owned_; }
  /// The voxels of another.
  Box owned_by(int rank) const;
  Triple position_of(int rank) const;
  /// Rank at a grid position; MPI_PROC_NULL outside the grid.
  int rank_at(const Triple& position) const;
  /// The rank that owns a voxel inside the array.
  int owner(const Triple& voxel) const;
  /// z-y-x raster index of a voxel in the whole array.
  std::int64_t global_index(const Triple& voxel) const {
    return (voxel[0] * extents_[1] + voxel[1]) * extents_[2] + voxel[2];
  }

 private:
  MPI_Comm comm_;
  int rank_ = 0;
  int ranks_ = 1;
  Triple extents_;
  Triple grid_;
  Triple position_{0, 0, 0};
  Box owned_;
};

}  // namespace catena
