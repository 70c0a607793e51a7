// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "segmentation/kernels/rows.h"

namespace catena {

/// The layer of voxels, one thick, around a block of nz x ny x nx, kept apart from the block so that the
/// block needs no halo. Coordinates are those of the block: at least one of them is -1 or the block's extent
/// there.
template <class T>
struct Shell {
  Kokkos::View<T*> values;
  int nz = 0, ny = 0, nx = 0;

  std::int64_t size() const {
    return 2 * (static_cast<std::int64_t>(ny + 2) * (nx + 2) + static_cast<std::int64_t>(nz) * (nx + 2) +
                static_cast<std::int64_t>(nz) * ny);
  }
  /// Place of a voxel: the planes below and above in z, then the rows before and after in y, then the ends in
  /// x.
  KOKKOS_INLINE_FUNCTION std::int64_t index(int z, int y, int x) const {
    const std::int64_t width = nx + 2, plane = (ny + 2) * width, side = nz * width;
    if (z < 0 || z >= nz) return (z < 0 ? 0 : plane) + (y + 1) * width + x + 1;
    if (y < 0 || y >= ny) return 2 * plane + (y < 0 ? 0 : side) + z * width + x + 1;
    return 2 * (plane + side) + (x < 0 ? 0 : static_cast<std::int64_t>(nz) * ny) +
           static_cast<std::int64_t>(z) * ny + y;
  }
};

/// A block and the layer around it.
template <class T>
struct Surrounded {
  Rows<const T> block;
  Shell<T> shell;

  /// Row (z, y), which may be outside: x from 0 to nx - 1 is contiguous.
  KOKKOS_INLINE_FUNCTION const T* row(int z, int y) const {
    const bool inside = z >= 0 && z < block.nz && y >= 0 && y < block.ny;
    return inside ? block.row(z, y) : shell.values.data() + shell.index(z, y, 0);
  }
  KOKKOS_INLINE_FUNCTION T at(int z, int y, int x) const {
    if (x >= 0 && x < block.nx) return row(z, y)[x];
    return shell.values.data()[shell.index(z, y, x)];
  }
};

/// The owned voxels with the layer around them from the neighbouring ranks, and `outside` beyond the image's
/// faces. Collective. Instantiated for uint32_t, int32_t and float.
template <class T>
Surrounded<T> surrounded(const Volume<T>& volume, T outside);
template <class T>
Surrounded<T> surrounded(const Volume<T>&&, T) = delete;  // the rows would outlive the voxels

}  // namespace catena
