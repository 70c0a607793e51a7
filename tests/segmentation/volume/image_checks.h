// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "jobs/run/error.h"
#include "segmentation/volume/broadcast.h"
#include "segmentation/volume/image_reader.h"

namespace catena {

inline int world_size() {
  int size = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  return size;
}

/// All ways to cut a volume into one block for each rank.
inline std::vector<Triple> all_grids() {
  const int ranks = world_size();
  std::vector<Triple> all;
  for (int z = 1; z <= ranks; ++z)
    for (int y = 1; z * y <= ranks; ++y)
      if (ranks % (z * y) == 0) all.push_back({z, y, ranks / (z * y)});
  return all;
}

inline std::shared_ptr<const Decomposition> blocks_of(const Triple& extents, const Triple& grid) {
  return std::make_shared<Decomposition>(MPI_COMM_WORLD, extents, grid);
}

/// Sets every owned voxel to value(z, y, x) of its global indices.
template <class T, class Value>
void fill(const Volume<T>& volume, const Value& value) {
  auto host = Kokkos::create_mirror_view(volume.data());
  Kokkos::deep_copy(host, volume.data());
  const Box& box = volume.decomposition().owned();
  const Triple& halo = volume.halo();
  for (std::int64_t z = box.begin[0]; z < box.end[0]; ++z)
    for (std::int64_t y = box.begin[1]; y < box.end[1]; ++y)
      for (std::int64_t x = box.begin[2]; x < box.end[2]; ++x)
        host(z - box.begin[0] + halo[0], y - box.begin[1] + halo[1], x - box.begin[2] + halo[2]) =
            static_cast<T>(value(z, y, x));
  Kokkos::deep_copy(volume.data(), host);
}

/// How many owned voxels differ from value(z, y, x), plus how many of the halo are not zero.
template <class T, class Value>
std::int64_t count_wrong(const Volume<T>& volume, const Value& value) {
  auto host = Kokkos::create_mirror_view(volume.data());
  Kokkos::deep_copy(host, volume.data());
  const Box& box = volume.decomposition().owned();
  const Triple& halo = volume.halo();
  std::int64_t wrong = 0;
  for (std::int64_t z = box.begin[0] - halo[0]; z < box.end[0] + halo[0]; ++z)
    for (std::int64_t y = box.begin[1] - halo[1]; y < box.end[1] + halo[1]; ++y)
      for (std::int64_t x = box.begin[2] - halo[2]; x < box.end[2] + halo[2]; ++x) {
        const bool owned = z >= box.begin[0] && z < box.end[0] && y >= box.begin[1] && y < box.end[1] &&
                           x >= box.begin[2] && x < box.end[2];
        const T expected = owned ? static_cast<T>(value(z, y, x)) : T{0};
        wrong += host(z - box.begin[0] + halo[0], y - box.begin[1] + halo[1], x - box.begin[2] + halo[2]) !=
                 expected;
      }
  return wrong;
}

/// Opens the image and reads it on every grid of ranks, with and without halo; every voxel must be value(z,
/// y, x).
template <class T, class Value>
void check_image(const ImageParameters& parameters, const Triple& extents, const Value& value) {
  const ImageDescription image = open_image(MPI_COMM_WORLD, parameters);
  BOOST_TEST_REQUIRE((image.extents == extents));
  for (const Triple& grid : all_grids()) {
    if (grid[0] > extents[0] || grid[1] > extents[1] || grid[2] > extents[2]) continue;
    for (const Triple& halo : {Triple{0, 0, 0}, Triple{1, 2, 3}})
      BOOST_TEST(count_wrong(read_image<T>(image, blocks_of(extents, grid), halo, "image"), value) == 0);
  }
}

/// `work` must throw, on all ranks the same: an error with this status whose sentence holds `words`.
template <class Work>
void check_error(ExitStatus status, const std::string& words, const Work& work) {
  std::string sentence = "no error";
  int found = 0;
  try {
    work();
  } catch (const Error& error) {
    sentence = error.what();
    found = static_cast<int>(error.status());
  }
  BOOST_TEST(found == static_cast<int>(status), sentence);
  BOOST_TEST(sentence.find(words) != std::string::npos, "'" << words << "' is not in: " << sentence);
  BOOST_TEST(sentence.find('\n') == std::string::npos, sentence);
  std::string first = sentence;
  broadcast(MPI_COMM_WORLD, first);
  BOOST_TEST(sentence == first);
}

/// Opening and reading the image must fail so.
template <class T>
void check_unreadable(const ImageParameters& parameters, ExitStatus status, const std::string& words) {
  check_error(status, words, [&] {
    const ImageDescription image = open_image(MPI_COMM_WORLD, parameters);
    read_image<T>(image, blocks_of(image.extents, {0, 0, 0}), {0, 0, 0}, "image");
  });
}

inline ImageParameters image_parameters(const std::string& section, const std::string& file,
                                        const std::string& spacing = "") {
  ImageParameters parameters;
  parameters.section = section;
  parameters.file = file;
  parameters.spacing = spacing;
  return parameters;
}

}  // namespace catena
