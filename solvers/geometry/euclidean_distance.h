// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace catena {

/// A dense box of voxels, x fastest.
struct VoxelBox {
  std::array<std::int64_t, 3> edges{0, 0, 0};  ///< voxels along x, y, z
  std::int64_t voxels() const { return edges[0] * edges[1] * edges[2]; }
};

/// Squared Euclidean distance of every voxel's centre to the nearest voxel of the set; infinity everywhere if
/// the set is empty. Lower envelopes of parabolas axis by axis (Felzenszwalb and Huttenlocher 2012,
/// doi:10.4086/toc.2012.v008a019).
/// \param set not 0: the voxel belongs to it. \param spacing along x, y, z.
std::vector<float> squared_distance_to(const std::vector<std::uint8_t>& set, const VoxelBox& box,
                                       const std::array<double, 3>& spacing);

}  // namespace catena
