// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

/// Cuts the lines of a block along z or y into tiles of at most 64 neighbours along x, all of about one
/// width.
template <class T>
struct TileGrid {
  static constexpr int lanes = 64;

  /// \param across 0 for lines along z, 1 for lines along y.
  TileGrid(const Volume<T>& volume, int across)
      : data(volume.data()),
        axis(across),
        length(static_cast<int>(volume.local()[across])),
        row(static_cast<int>(volume.local()[2])),
        segments((row + lanes - 1) / lanes),
        tiles(volume.local()[1 - across] * segments) {
    for (int a = 0; a < 3; ++a) halo[a] = static_cast<int>(volume.halo()[a]);
  }

  KOKKOS_INLINE_FUNCTION int begin(int segment) const {
    return static_cast<int>(static_cast<std::int64_t>(row) * segment / segments);
  }
  /// Lines in a tile; 0 beyond the last tile.
  KOKKOS_INLINE_FUNCTION int width(std::int64_t tile) const {
    const int segment = static_cast<int>(tile % segments);
    return tile < tiles ? begin(segment + 1) - begin(segment) : 0;
  }
  /// Voxel i of line `lane` of a tile.
  KOKKOS_INLINE_FUNCTION T& voxel(std::int64_t tile, int i, int lane) const {
    const int other = static_cast<int>(tile / segments), x = begin(static_cast<int>(tile % segments)) + lane;
    return axis == 0 ? data(halo[0] + i, halo[1] + other, halo[2] + x)
                     : data(halo[0] + other, halo[1] + i, halo[2] + x);
  }
  /// From a voxel to the next one of its line, in memory.
  std::int64_t stride() const { return static_cast<std::int64_t>(data.stride(axis)); }

  typename Volume<T>::View data;
  int axis;
  int length;  ///< voxels of a line in this block
  int row;     ///< voxels of this block along x
  int segments;
  std::int64_t tiles;
  int halo[3];
};

}  // namespace catena
