// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/halo_exchange.h"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace catena;

namespace {

/// A value that tells where in the image it stands.
std::uint32_t stamp(std::int64_t z, std::int64_t y, std::int64_t x) {
  return static_cast<std::uint32_t>(z * 10000 + y * 100 + x + 1);
}

std::int64_t source(std::int64_t i, std::int64_t n, Boundary boundary) {
  if (i >= 0 && i < n) return i;
  if (boundary == Boundary::mirror) {
    const std::int64_t m = i < 0 ? -i : 2 * (n - 1) - i;
    if (m >= 0 && m < n) return m;
  }
  return i < 0 ? 0 : n - 1;
}

std::vector<Triple> grids(int ranks) {
  std::vector<Triple> all;
  for (int z = 1; z <= ranks; ++z)
    for (int y = 1; y <= ranks; ++y)
      if (ranks % (z * y) == 0) all.push_back({z, y, ranks / (z * y)});
  return all;
}

void check(const Triple& extents, const Triple& grid, const Triple& halo, Boundary boundary) {
  auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, extents, grid);
  Volume<std::uint32_t> volume(blocks, {1, 1, 1}, halo, "stamps");
  auto host = Kokkos::create_mirror_view(volume.data());
  const Box box = blocks->owned();
  for (auto z = box.begin[0]; z < box.end[0]; ++z)
    for (auto y = box.begin[1]; y < box.end[1]; ++y)
      for (auto x = box.begin[2]; x < box.end[2]; ++x)
        host(z - box.begin[0] + halo[0], y - box.begin[1] + halo[1], x - box.begin[2] + halo[2]) =
            stamp(z, y, x);
  Kokkos::deep_copy(volume.data(), host);
  exchange_halo<std::uint32_t>(volume, boundary, 7);
  Kokkos::deep_copy(host, volume.data());
  int wrong = 0;
  for (int k = 0; k < host.extent_int(0); ++k)
    for (int j = 0; j < host.extent_int(1); ++j)
      for (int i = 0; i < host.extent_int(2); ++i) {
        const std::int64_t at[3] = {k + box.begin[0] - halo[0], j + box.begin[1] - halo[1],
                                    i + box.begin[2] - halo[2]};
        bool inside = true;
        for (int axis = 0; axis < 3; ++axis) inside = inside && at[axis] >= 0 && at[axis] < extents[axis];
        const std::uint32_t expected =
            !inside && boundary == Boundary::constant
                ? 7
                : stamp(source(at[0], extents[0], boundary), source(at[1], extents[1], boundary),
                        source(at[2], extents[2], boundary));
        if (host(k, j, i) != expected) ++wrong;
      }
  BOOST_TEST(wrong == 0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(halo_holds_neighbours_and_boundary_on_every_grid) {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  for (const Triple& grid : grids(ranks))
    for (const Boundary boundary : {Boundary::constant, Boundary::nearest, Boundary::mirror}) {
      check({7, 9, 11}, grid, {1, 1, 1}, boundary);
      check({7, 9, 11}, grid, {2, 0, 3}, boundary);
      check({8, 5, 6}, grid, {4, 4, 4}, boundary);  // halo thicker than the blocks
    }
}

BOOST_AUTO_TEST_CASE(owner_and_owned_box_agree) {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  for (const Triple& grid : grids(ranks)) {
    const Decomposition blocks(MPI_COMM_WORLD, {7, 9, 11}, grid);
    for (int rank = 0; rank < ranks; ++rank) {
      const Box box = blocks.owned_by(rank);
      BOOST_TEST(blocks.owner(box.begin) == rank);
      BOOST_TEST(blocks.owner({box.end[0] - 1, box.end[1] - 1, box.end[2] - 1}) == rank);
    }
  }
}
