// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/decomposition.h"

#include <algorithm>
#include <string>

#include "jobs/run/error.h"

namespace catena {
namespace {

std::string text(const Triple& t) {
  return std::to_string(t[0]) + ", " + std::to_string(t[1]) + ", " + std::to_string(t[2]);
}

Triple chosen_grid(const Triple& extents, const Triple& wanted, int ranks) {
  if (wanted == Triple{0, 0, 0}) {
    if (ranks > extents[0])
      throw InputError(std::to_string(ranks) + " ranks cannot share " + std::to_string(extents[0]) +
                       " slices; start at most " + std::to_string(extents[0]) + ", or set Blocks");
    return {ranks, 1, 1};
  }
  if (product(wanted) != ranks)
    throw InputError("Blocks = " + text(wanted) + " makes " + std::to_string(product(wanted)) +
                     " blocks; there must be one for each of the " + std::to_string(ranks) + " ranks");
  for (int axis = 0; axis < 3; ++axis)
    if (wanted[axis] > extents[axis])
      throw InputError("Blocks = " + text(wanted) + " cuts " + std::to_string(extents[axis]) +
                       " voxels along axis " + "zyx"[axis] + " into " + std::to_string(wanted[axis]) + " blocks");
  return wanted;
}

}  // namespace

Box intersection(const Box& a, const Box& b) {
  Box common;
  for (int axis = 0; axis < 3; ++axis) {
    common.begin[axis] = std::max(a.begin[axis], b.begin[axis]);
    common.end[axis] = std::min(a.end[axis], b.end[axis]);
  }
  return common;
}

Decomposition::Decomposition(MPI_Comm comm, const Triple& extents, const Triple& grid)
    : comm_(comm), extents_(extents) {
  MPI_Comm_rank(comm, &rank_);
  MPI_Comm_size(comm, &ranks_);
  if (*std::min_element(extents.begin(), extents.end()) < 1)
    throw InputError("a volume of " + text(extents) + " voxels is empty; every axis needs at least 1");
  grid_ = chosen_grid(extents, grid, ranks_);
  position_ = position_of(rank_);
  owned_ = owned_by(rank_);
}

Triple Decomposition::position_of(int rank) const {
  return {rank / (grid_[1] * grid_[2]), rank / grid_[2] % grid_[1], rank % grid_[2]};
}

int Decomposition::rank_at(const Triple& position) const {
  for (int axis = 0; axis < 3; ++axis)
    if (position[axis] < 0 || position[axis] >= grid_[axis]) return MPI_PROC_NULL;
  return static_cast<int>((position[0] * grid_[1] + position[1]) * grid_[2] + position[2]);
}

Box Decomposition::owned_by(int rank) const {
  const Triple at = position_of(rank);
  Box box;
  for (int axis = 0; axis < 3; ++axis) {
    box.begin[axis] = at[axis] * extents_[axis] / grid_[axis];
    box.end[axis] = (at[axis] + 1) * extents_[axis] / grid_[axis];
  }
  return box;
}

int Decomposition::owner(const Triple& voxel) const {
  Triple at;
  for (int axis = 0; axis < 3; ++axis) at[axis] = ((voxel[axis] + 1) * grid_[axis] - 1) / extents_[axis];
  return rank_at(at);
}

}  // namespace catena
