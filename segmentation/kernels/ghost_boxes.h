// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// What two neighbouring blocks show each other of their borders, one voxel thick (global indices).
struct GhostBox {
  int rank = 0;  ///< the other block's
  Box incoming;  ///< its voxels that touch this block (26 neighbours)
  Box outgoing;  ///< this block's voxels that touch it
};

/// One entry for every block that touches this rank's, in ascending order of rank.
std::vector<GhostBox> ghost_boxes(const Decomposition& blocks);

/// `box` grown by one voxel on every side, cut to `limit`.
Box grown_within(const Box& box, const Box& limit);

/// Sends outgoing[i], the values of boxes[i].outgoing in raster order, and returns those of
/// boxes[i].incoming. Collective. Instantiated for uint32_t, int32_t and float.
template <class T>
std::vector<std::vector<T>> exchange_boxes(const Decomposition& blocks, const std::vector<GhostBox>& boxes,
                                           const std::vector<std::vector<T>>& outgoing);

}  // namespace catena
