// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "segmentation/volume/volume.h"

/// Images of the filters' tests: made from a formula on any cut into blocks, and gathered whole on every
/// rank.
namespace catena::test {

/// A whole image in raster order.
template <class T>
struct WholeImage {
  Triple extents;
  std::vector<T> voxels;
  WholeImage(const Triple& shape,
             const std::function<T(std::int64_t z, std::int64_t y, std::int64_t x)>& value)
      : extents(shape) {
    for (std::int64_t z = 0; z < shape[0]; ++z)
      for (std::int64_t y = 0; y < shape[1]; ++y)
        for (std::int64_t x = 0; x < shape[2]; ++x) voxels.push_back(value(z, y, x));
  }
  T at(std::int64_t z, std::int64_t y, std::int64_t x) const {
    return voxels[static_cast<std::size_t>((z * extents[1] + y) * extents[2] + x)];
  }
  /// With coordinates moved to the nearest voxel inside.
  T nearest(std::int64_t z, std::int64_t y, std::int64_t x) const {
    const auto in = [](std::int64_t i, std::int64_t n) { return i < 0 ? 0 : i >= n ? n - 1 : i; };
    return at(in(z, extents[0]), in(y, extents[1]), in(x, extents[2]));
  }
};

/// A number that looks random but depends on the voxel only.
inline std::uint32_t noise(std::int64_t z, std::int64_t y, std::int64_t x) {
  std::uint64_t h = static_cast<std::uint64_t>(z * 73856093) ^ static_cast<std::uint64_t>(y * 19349663) ^
                    static_cast<std::uint64_t>(x * 83492791);
  h = (h ^ (h >> 31)) * 0x9e3779b97f4a7c15u;
  h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
  return static_cast<std::uint32_t>(h >> 32);
}

/// Every grid of as many blocks as there are ranks.
inline std::vector<Triple> grids() {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  std::vector<Triple> all;
  for (int z = 1; z <= ranks; ++z)
    for (int y = 1; y <= ranks / z; ++y)
      if (ranks % (z * y) == 0) all.push_back({z, y, ranks / (z * y)});
  return all;
}

template <class T>
Volume<T> distribute(const WholeImage<T>& whole, const Triple& grid, const Triple& halo) {
  const auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, whole.extents, grid);
  const Volume<T> volume(blocks, {1, 1, 1}, halo, "test image");
  const auto host = Kokkos::create_mirror_view(volume.data());
  const Box& owned = blocks->owned();
  for (auto z = owned.begin[0]; z < owned.end[0]; ++z)
    for (auto y = owned.begin[1]; y < owned.end[1]; ++y)
      for (auto x = owned.begin[2]; x < owned.end[2]; ++x)
        host(z - owned.begin[0] + halo[0], y - owned.begin[1] + halo[1], x - owned.begin[2] + halo[2]) =
            whole.at(z, y, x);
  Kokkos::deep_copy(volume.data(), host);
  return volume;
}

template <class T>
WholeImage<T> gather(const Volume<T>& volume) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), volume.data());
  const Decomposition& blocks = volume.decomposition();
  WholeImage<T> whole(volume.extents(), [](auto, auto, auto) { return T{}; });
  for (int rank = 0; rank < blocks.ranks(); ++rank) {
    const Box box = blocks.owned_by(rank);
    std::vector<T> part(static_cast<std::size_t>(box.voxels()));
    const auto each =
        [&box](const std::function<void(std::size_t, std::int64_t, std::int64_t, std::int64_t)>& body) {
          std::size_t i = 0;
          for (auto z = box.begin[0]; z < box.end[0]; ++z)
            for (auto y = box.begin[1]; y < box.end[1]; ++y)
              for (auto x = box.begin[2]; x < box.end[2]; ++x) body(i++, z, y, x);
        };
    if (rank == blocks.rank())
      each([&](std::size_t i, std::int64_t z, std::int64_t y, std::int64_t x) {
        part[i] = host(z - box.begin[0] + volume.halo()[0], y - box.begin[1] + volume.halo()[1],
                       x - box.begin[2] + volume.halo()[2]);
      });
    MPI_Bcast(part.data(), static_cast<int>(part.size() * sizeof(T)), MPI_BYTE, rank, blocks.comm());
    each([&](std::size_t i, std::int64_t z, std::int64_t y, std::int64_t x) {
      whole.voxels[static_cast<std::size_t>((z * whole.extents[1] + y) * whole.extents[2] + x)] = part[i];
    });
  }
  return whole;
}

}  // namespace catena::test
