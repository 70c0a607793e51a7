// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/distance_transform.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <string>

#include "jobs/run/error.h"
#include "segmentation/kernels/line_minimum.h"
#include "segmentation/kernels/tile_minimum.h"
#include "tests/segmentation/kernels/masks.h"

using namespace catena;
using namespace catena::test;

namespace {

/// The definition itself: every foreground voxel against every background voxel.
template <class T>
Image<T> brute_force(const Image<std::uint8_t>& mask, const std::array<float, 3>& squares) {
  std::vector<Triple> background;
  for_each(mask.extents, [&](auto z, auto y, auto x) {
    if (mask(z, y, x) == 0) background.push_back({z, y, x});
  });
  Image<T> distance(mask.extents);
  for_each(mask.extents, [&](auto z, auto y, auto x) {
    T best = Unreached<T>::value;
    for (const Triple& q : background) {
      const T row = step_cost<T>(static_cast<int>(x - q[2]), squares[2]);
      const T slice = row + step_cost<T>(static_cast<int>(y - q[1]), squares[1]);
      best = std::min<T>(best, slice + step_cost<T>(static_cast<int>(z - q[0]), squares[0]));
    }
    distance(z, y, x) = best;
  });
  return distance;
}

void check(const Image<std::uint8_t>& mask) {
  const auto expected = brute_force<std::int32_t>(mask, {1, 1, 1});
  const std::array<double, 3> edges[2] = {{2, 1, 1}, {1, 1.37, 2.718}};
  for (const Triple& grid : grids(mask.extents)) {
    BOOST_TEST_CONTEXT("extents " << mask.extents[0] << " " << mask.extents[1] << " " << mask.extents[2]
                                  << ", grid " << grid[0] << " " << grid[1] << " " << grid[2]) {
      BOOST_TEST(
          differences(squared_distance(distributed<std::uint8_t>(mask, grid, {0, 1, 2}, 0)), expected) == 0);
      const auto volume = distributed<std::uint8_t>(mask, grid, {0, 0, 0}, 0);
      BOOST_TEST(differences(squared_distance(volume, Triple{1, 2, 0}), expected) == 0);
    }
  }
  for (const auto& edge : edges) {
    std::array<float, 3> squares{};
    for (int axis = 0; axis < 3; ++axis) squares[axis] = static_cast<float>(edge[axis] * edge[axis]);
    const auto weighted = brute_force<float>(mask, squares);
    for (const Triple& grid : grids(mask.extents))
      BOOST_TEST(differences(squared_distance(distributed<std::uint8_t>(mask, grid, {1, 1, 1}, 0), edge),
                             weighted) == 0);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(equals_brute_force_on_random_masks_of_every_shape) {
  std::mt19937 engine(7);
  std::uniform_int_distribution<std::int64_t> extent(1, 20);
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  unsigned seed = 0;
  for (const double density : {0.1, 0.5, 0.9, 0.99, 0.999})
    for (int i = 0; i < 6; ++i)
      check(random_mask({extent(engine), extent(engine), extent(engine)}, density, ++seed));
  for (const Triple& flat : {Triple{1, 1, 1},
                             {1, 1, 20},
                             {1, 20, 1},
                             {20, 1, 1},
                             {1, 17, 130},
                             {4, 3, 129},
                             {8, 300, 5},
                             {300, 8, 5}})
    if (product(flat) >= ranks) check(random_mask(flat, 0.9, ++seed));
}

BOOST_AUTO_TEST_CASE(empty_and_full_masks) {
  const Triple extents{5, 6, 70};
  check(random_mask(extents, 0, 1));
  check(random_mask(extents, 1, 1));
}

BOOST_AUTO_TEST_CASE(one_background_voxel_far_away) {
  // Beyond the reach of 16-bit squares on every axis.
  for (const Triple& at : {Triple{0, 0, 0}, {5, 399, 1}, {2, 200, 299}}) {
    for (const Triple& extents : {Triple{6, 400, 300}, {400, 6, 300}}) {
      Image<std::uint8_t> mask(extents);
      for (auto& voxel : mask.voxels) voxel = 255;
      const Triple zero{std::min(at[0] * 50, extents[0] - 1), std::min(at[1], extents[1] - 1), at[2]};
      mask(zero[0], zero[1], zero[2]) = 0;
      Image<std::int32_t> expected(extents);
      Image<float> weighted(extents);
      for_each(extents, [&](auto z, auto y, auto x) {
        const std::int64_t d[3] = {z - zero[0], y - zero[1], x - zero[2]};
        expected(z, y, x) = static_cast<std::int32_t>(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
        weighted(z, y, x) = static_cast<float>(9 * d[0] * d[0] + d[1] * d[1] + 4 * d[2] * d[2]);
      });
      for (const Triple& grid : grids(extents)) {
        const auto volume = distributed<std::uint8_t>(mask, grid, {0, 0, 0}, 0);
        BOOST_TEST(differences(squared_distance(volume), expected) == 0);
        BOOST_TEST(differences(squared_distance(volume, std::array<double, 3>{3, 1, 2}), weighted) == 0);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(sparse_background_mixes_short_and_long_distances) {
  const Triple extents{3, 700, 90};
  check([&] {
    Image<std::uint8_t> mask(extents);
    for (auto& voxel : mask.voxels) voxel = 1;
    std::mt19937 engine(3);
    // Dense background in one corner, a few voxels elsewhere.
    for (int i = 0; i < 40; ++i) mask(engine() % 3, engine() % 60, engine() % 30) = 0;
    for (int i = 0; i < 3; ++i) mask(engine() % 3, engine() % 700, engine() % 90) = 0;
    return mask;
  }());
}

BOOST_AUTO_TEST_CASE(plane_and_outside_of_a_ball_have_closed_forms) {
  const Triple extents{40, 40, 40};
  Image<std::uint8_t> plane(extents), ball(extents);
  Image<std::int32_t> from_plane(extents);
  for_each(extents, [&](auto z, auto y, auto x) {
    plane(z, y, x) = y > 6;
    from_plane(z, y, x) = static_cast<int>(y > 6 ? (y - 6) * (y - 6) : 0);
    ball(z, y, x) = (z - 20) * (z - 20) + (y - 20) * (y - 20) + (x - 20) * (x - 20) < 15 * 15;
  });
  for (const Triple& grid : grids(extents)) {
    BOOST_TEST(
        differences(squared_distance(distributed<std::uint8_t>(plane, grid, {0, 0, 0}, 0)), from_plane) == 0);
    const auto distance = squared_distance(distributed<std::uint8_t>(ball, grid, {0, 0, 0}, 0));
    const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), distance.data());
    const Box box = distance.decomposition().owned();
    int outside =
        0;  // no background is nearer than the surface, and some is within a voxel's diagonal behind it
    for_each(box.extents(), [&](auto z, auto y, auto x) {
      const auto dz = z + box.begin[0] - 20, dy = y + box.begin[1] - 20, dx = x + box.begin[2] - 20;
      const double depth = 15 - std::sqrt(static_cast<double>(dz * dz + dy * dy + dx * dx));
      const double found = std::sqrt(host(z, y, x));
      if (depth > 0 && (found < depth - 1e-12 || found > depth + std::sqrt(3.0))) ++outside;
    });
    BOOST_TEST(outside == 0);
  }
}

BOOST_AUTO_TEST_CASE(search_and_envelope_and_device_loop_agree) {
  std::mt19937 engine(11);
  for (const int n : {1, 2, 7, 64, 501}) {
    LineTiles<std::int32_t> lines("lines", 1, n, 64), lowered("lowered", 1, n, 64);
    auto host = Kokkos::create_mirror_view(lines);
    std::vector<std::int32_t> by_tile, by_envelope;
    for (int i = 0; i < n; ++i)
      for (int lane = 0; lane < 64; ++lane) {
        const auto dice = engine() % 100;
        host(0, i, lane) = dice == 0 ? 0 : dice < 20 ? static_cast<int>(engine() % 50000) : INT32_MAX;
        by_tile.push_back(host(0, i, lane));
      }
    by_envelope = by_tile;
    Kokkos::deep_copy(lines, host);
    lower_lines(lines, lowered, 1);
    Kokkos::deep_copy(host, lowered);
    TileMinimum<std::int32_t>(n, 1).lower(by_tile.data(), 64, 64);
    LineEnvelope<std::int32_t> envelope(n, 1);
    for (int lane = 0; lane < 64; ++lane) envelope.lower(by_envelope.data() + lane, 64);
    BOOST_TEST(by_tile == by_envelope);
    int wrong = 0;
    for (int i = 0; i < n; ++i)
      for (int lane = 0; lane < 64; ++lane)
        if (host(0, i, lane) != by_tile[static_cast<size_t>(i * 64 + lane)]) ++wrong;
    BOOST_TEST(wrong == 0);
  }
}

BOOST_AUTO_TEST_CASE(wrong_weights_are_refused) {
  for (const Triple& grid : grids({8, 8, 8})) {
    const auto volume = distributed<std::uint8_t>(random_mask({8, 8, 8}, 0.5, 1), grid, {0, 0, 0}, 0);
    for (const double edge : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()})
      BOOST_CHECK_THROW(squared_distance(volume, std::array<double, 3>{1, edge, 1}), InputError);
  }
}
