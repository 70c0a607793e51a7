// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "segmentation/volume/volume.h"

namespace catena::test {

/// A whole small image on every rank, for brute force.
template <class T>
struct Image {
  explicit Image(const Triple& n) : extents(n), voxels(static_cast<size_t>(product(n))) {}
  T& operator()(std::int64_t z, std::int64_t y, std::int64_t x) {
    return voxels[static_cast<size_t>((z * extents[1] + y) * extents[2] + x)];
  }
  const T& operator()(std::int64_t z, std::int64_t y, std::int64_t x) const {
    return voxels[static_cast<size_t>((z * extents[1] + y) * extents[2] + x)];
  }
  Triple extents;
  std::vector<T> voxels;
};

inline void for_each(const Triple& n,
                     const std::function<void(std::int64_t, std::int64_t, std::int64_t)>& body) {
  for (std::int64_t z = 0; z < n[0]; ++z)
    for (std::int64_t y = 0; y < n[1]; ++y)
      for (std::int64_t x = 0; x < n[2]; ++x) body(z, y, x);
}

/// Voxels are set with the given probability; the same on every rank.
inline Image<std::uint8_t> random_mask(const Triple& n, double density, unsigned seed) {
  Image<std::uint8_t> mask(n);
  std::mt19937 engine(seed);
  std::bernoulli_distribution set(density);
  for (auto& voxel : mask.voxels) voxel = set(engine) ? 1 : 0;
  return mask;
}

/// Every grid of ranks that fits the image.
inline std::vector<Triple> grids(const Triple& extents) {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  std::vector<Triple> all;
  for (int z = 1; z <= ranks; ++z)
    for (int y = 1; y <= ranks; ++y)
      if (ranks % (z * y) == 0 && z <= extents[0] && y <= extents[1] && ranks / (z * y) <= extents[2])
        all.push_back({z, y, ranks / (z * y)});
  return all;
}

/// This rank's block of the image; the halo is filled with `beyond`.
template <class T>
Volume<T> distributed(const Image<T>& image, const Triple& grid, const Triple& halo, T beyond) {
  auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, image.extents, grid);
  Volume<T> volume(blocks, {1, 1, 1}, halo, "test image");
  auto host = Kokkos::create_mirror_view(volume.data());
  Kokkos::deep_copy(host, beyond);
  const Box box = blocks->owned();
  for_each(box.extents(), [&](auto z, auto y, auto x) {
    host(z + halo[0], y + halo[1], x + halo[2]) = image(z + box.begin[0], y + box.begin[1], x + box.begin[2]);
  });
  Kokkos::deep_copy(volume.data(), host);
  return volume;
}

/// How many owned voxels differ from those of the image.
template <class T>
int differences(const Volume<T>& volume, const Image<T>& image) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), volume.data());
  const Box box = volume.decomposition().owned();
  const Triple& halo = volume.halo();
  int count = 0;
  for_each(box.extents(), [&](auto z, auto y, auto x) {
    if (host(z + halo[0], y + halo[1], x + halo[2]) !=
        image(z + box.begin[0], y + box.begin[1], x + box.begin[2]))
      ++count;
  });
  return count;
}

}  // namespace catena::test
