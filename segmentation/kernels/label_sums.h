// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <array>
#include <cstdint>
#include <unordered_map>

#include "segmentation/kernels/present_labels.h"
#include "segmentation/kernels/surface.h"
#include "segmentation/volume/volume.h"

/// What the two ways to sum over labels share; see label_moments.h.
namespace catena::label_sums {

/// Columns of the table of sums, in indices of the whole image.
enum Column {
  count,
  z1,
  y1,
  x1,
  zz,
  yy,
  xx,
  zy,
  zx,
  yx,
  area,
  summed,
  begin_z = summed,
  end_z = begin_z + 3,
  columns = end_z + 3
};
using Sums = Kokkos::View<std::int64_t* [columns], Kokkos::LayoutRight>;

/// The contacts of one pair of labels, by the first label in the upper half of the key.
using Contacts = std::unordered_map<std::uint64_t, std::array<std::int64_t, 3>>;

/// A block as the passes see it. Positions count from the first owned voxel; `low` is where cells start: the
/// stride before the image's own first voxel on the image's faces, else 0.
struct Block {
  Volume<std::uint32_t>::View data;
  Kokkos::Array<int, 3> size, halo, low;
  Kokkos::Array<std::int64_t, 3> origin;
  bool solid;  ///< more than one slice
  KOKKOS_INLINE_FUNCTION const std::uint32_t* line(int z, int y) const {
    return &data(z + halo[0], y + halo[1], halo[2]);
  }
};

/// Adds the voxels x = first .. last of row (z, y), all in indices of the whole image, by `add(column,
/// value)`.
template <class Add>
KOKKOS_INLINE_FUNCTION void add_run(std::int64_t z, std::int64_t y, std::int64_t first, std::int64_t last,
                                    const Add& add) {
  const std::int64_t n = last - first + 1, steps = n * (n - 1) / 2, sum = n * first + steps;
  add(count, n);
  add(z1, n * z);
  add(y1, n * y);
  add(x1, sum);
  add(zz, n * z * z);
  add(yy, n * y * y);
  add(xx, n * first * first + 2 * first * steps + (n - 1) * n * (2 * n - 1) / 6);
  add(zy, n * z * y);
  add(zx, z * sum);
  add(yx, y * sum);
}

/// Calls add(label, code) for each label of a cell.
template <class Add>
KOKKOS_INLINE_FUNCTION void add_cell(const std::uint32_t (&corner)[8], const Add& add) {
  int left = 0;
  for (int c = 0; c < 8; ++c) left |= (corner[c] != 0) << c;
  while (left != 0) {
    int at = 0;
    while ((left >> at & 1) == 0) ++at;
    const std::uint32_t label = corner[at];
    int code = 0;
    for (int c = 0; c < 8; ++c) code |= (corner[c] == label) << c;
    left &= ~code;
    add(label, code);
  }
}

/// One pass over a block by rows, on a host.
void add_by_rows(const Block& block, const SurfaceWeights& weights, const LabelPlaces& places,
                 const Sums& sums, Contacts& contacts);

/// The same voxel by voxel with atomic sums, as a device does it.
void add_by_voxels(const Block& block, const SurfaceWeights& weights, const LabelPlaces& places,
                   const Sums& sums, Contacts& contacts);

}  // namespace catena::label_sums
