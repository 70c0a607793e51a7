// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "segmentation/volume/volume.h"

namespace catena::test {

/// Every way to cut an image into one block a rank.
inline std::vector<Triple> all_grids(const Triple& extents) {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  std::vector<Triple> grids;
  for (int z = 1; z <= ranks; ++z)
    for (int y = 1; y <= ranks; ++y)
      if (ranks % (z * y) == 0) {
        const Triple grid{z, y, ranks / (z * y)};
        if (grid[0] <= extents[0] && grid[1] <= extents[1] && grid[2] <= extents[2]) grids.push_back(grid);
      }
  return grids;
}

/// A distributed copy of an image that every rank holds in raster order. The halo is left 0.
template <class T>
Volume<T> distributed(const std::vector<T>& image, std::shared_ptr<const Decomposition> blocks,
                      const Triple& halo = {0, 0, 0}) {
  Volume<T> volume(blocks, {1, 1, 1}, halo, "test image");
  auto host = Kokkos::create_mirror_view(volume.data());
  const Box box = blocks->owned();
  for (auto z = box.begin[0]; z < box.end[0]; ++z)
    for (auto y = box.begin[1]; y < box.end[1]; ++y)
      for (auto x = box.begin[2]; x < box.end[2]; ++x)
        host(z - box.begin[0] + halo[0], y - box.begin[1] + halo[1], x - box.begin[2] + halo[2]) =
            image[blocks->global_index({z, y, x})];
  Kokkos::deep_copy(volume.data(), host);
  return volume;
}

/// The owned voxels of all ranks in raster order, on every rank.
template <class T>
std::vector<T> gathered(const Volume<T>& volume) {
  const Decomposition& blocks = volume.decomposition();
  std::vector<T> image(static_cast<size_t>(product(blocks.extents())), T{});
  auto host = Kokkos::create_mirror_view(volume.data());
  Kokkos::deep_copy(host, volume.data());
  const Box box = blocks.owned();
  const Triple halo = volume.halo();
  for (auto z = box.begin[0]; z < box.end[0]; ++z)
    for (auto y = box.begin[1]; y < box.end[1]; ++y)
      for (auto x = box.begin[2]; x < box.end[2]; ++x)
        image[blocks.global_index({z, y, x})] =
            host(z - box.begin[0] + halo[0], y - box.begin[1] + halo[1], x - box.begin[2] + halo[2]);
  // Every voxel is 0 on all ranks but its owner.
  MPI_Allreduce(MPI_IN_PLACE, image.data(), static_cast<int>(image.size() * sizeof(T)), MPI_BYTE, MPI_BOR,
                MPI_COMM_WORLD);
  return image;
}

}  // namespace catena::test
