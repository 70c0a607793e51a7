// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>

namespace catena {

/// A dense box of voxels, x fastest.
struct VoxelBox {
  std::array<std::int64_t, 3> edges{0, 0, 0};  ///< voxels along x, y, z
  std::int64_t voxels() const { return edges[0] * edges[1] * edges[2]; }
};

}  // namespace catena
