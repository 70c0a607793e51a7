// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/kernels/shell.h"

namespace catena {

/// Finds, on a host, the voxels that have a neighbour in another basin among the 13 that come after them in
/// raster order: the extremes of each row over three voxels are kept for two planes of a slab of rows, then
/// compared.
class BasinBorders {
 public:
  /// For the rows [y_begin, y_end) of all planes, which are to be visited in order of z.
  BasinBorders(const Surrounded<std::uint32_t>& labels, int y_begin, int y_end);

  /// Makes ready for plane z, after plane z - 1.
  void go_to(int z);

  /// 1 for each voxel of row y of that plane that is on a border, else 0.
  const std::vector<std::uint8_t>& row(int y);

  /// Rows a slab so that it stays in cache.
  static int rows_in_slab(int nx);

 private:
  void fill_plane(int z);
  std::uint32_t* greatest(int z, int y) { return &greatest_[place(z, y)]; }
  std::uint32_t* least(int z, int y) { return &least_[place(z, y)]; }
  size_t place(int z, int y) const {
    return (static_cast<size_t>(z & 1) * (y_end_ - y_begin_ + 2) + (y - y_begin_ + 1)) * labels_.block.nx;
  }

  Surrounded<std::uint32_t> labels_;
  int y_begin_, y_end_, z_ = 0;
  std::vector<std::uint32_t> greatest_, least_;
  std::vector<std::uint8_t> marked_;
};

}  // namespace catena
