// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/label_sums.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena::label_sums {
namespace {

/// Moments, by runs along the rows.
struct RowMoments {
  Block block;
  LabelPlaces places;
  Sums sums;
  KOKKOS_FUNCTION void operator()(int z, int y) const {
    const std::uint32_t* line = block.line(z, y);
    const int nx = block.size[2];
    for (int first = 0, last = 0; first < nx; first = last + 1) {
      for (last = first; last + 1 < nx && line[last + 1] == line[first];) ++last;
      if (line[first] == 0) continue;
      const int place = places(line[first]);
      const Sums all = sums;
      const std::int64_t at[3] = {z + block.origin[0], y + block.origin[1], first + block.origin[2]};
      add_run(at[0], at[1], at[2], last + block.origin[2],
              [&](int column, std::int64_t value) { Kokkos::atomic_add(&all(place, column), value); });
      for (int axis = 0; axis < 3; ++axis) {
        Kokkos::atomic_fetch_min(&all(place, begin_z + axis), at[axis]);
        Kokkos::atomic_fetch_max(&all(place, end_z + axis),
                                 axis == 2 ? last + block.origin[2] + 1 : at[axis] + 1);
      }
    }
  }
};

/// Surfaces, cell by cell; cells count from block.low.
struct CellSurfaces {
  Block block;
  SurfaceWeights weights;
  LabelPlaces places;
  Sums sums;
  KOKKOS_FUNCTION void operator()(int k, int j, int i) const {
    const int z = k + block.low[0], y = j + block.low[1], x = i + block.low[2];
    std::uint32_t corner[8];
    bool same = true;
    for (int c = 0; c < 8; ++c) {
      corner[c] = block.line(z + (c >> 2) * weights.stride[0],
                             y + (c >> 1 & 1) * weights.stride[1])[x + (c & 1) * weights.stride[2]];
      same = same && corner[c] == corner[0];
    }
    if (same) return;
    add_cell(corner, [&](std::uint32_t label, int code) {
      Kokkos::atomic_add(&sums(places(label), area), weights.weight[code]);
    });
  }
};

/// Pairs of labels that share a face, one key a face; only counted where there is no room for the keys.
struct ContactFaces {
  Block block;
  Kokkos::View<std::uint64_t* [2]> keys;
  Kokkos::View<std::int64_t> found;
  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const std::uint32_t here = block.line(z, y)[x];
    if (here == 0) return;
    for (int axis = block.solid ? 0 : 1; axis < 3; ++axis) {
      const std::uint32_t there = block.line(z + (axis == 0), y + (axis == 1))[x + (axis == 2)];
      if (there == 0 || there == here) continue;
      const std::int64_t place = Kokkos::atomic_fetch_add(&found(), std::int64_t{1});
      if (keys.extent(0) == 0) continue;
      keys(place, 0) =
          static_cast<std::uint64_t>(here < there ? here : there) << 32 | (here < there ? there : here);
      keys(place, 1) = static_cast<std::uint64_t>(axis);
    }
  }
};

}  // namespace

void add_by_voxels(const Block& block, const SurfaceWeights& weights, const LabelPlaces& places,
                   const Sums& sums, Contacts& contacts) {
  const Triple size{block.size[0], block.size[1], block.size[2]};
  const Triple cells{size[0] - block.low[0], size[1] - block.low[1], size[2] - block.low[2]};
  for_each_row("label moments", size, RowMoments{block, places, sums});
  for_each_voxel("label surfaces", cells, CellSurfaces{block, weights, places, sums});
  ContactFaces faces{block, {}, Kokkos::View<std::int64_t>("contact faces")};
  for_each_voxel("count contacts", size, faces);
  std::int64_t found = 0;
  Kokkos::deep_copy(found, faces.found);
  if (found == 0) return;
  faces.keys = Kokkos::View<std::uint64_t* [2]>("contacts", found);
  Kokkos::deep_copy(faces.found, 0);
  for_each_voxel("list contacts", size, faces);
  const auto keys = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), faces.keys);
  for (std::int64_t i = 0; i < found; ++i) ++contacts[keys(i, 0)][keys(i, 1)];
}

}  // namespace catena::label_sums
