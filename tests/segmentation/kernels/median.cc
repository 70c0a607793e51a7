// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/median.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "jobs/run/error.h"
#include "segmentation/kernels/median_network.h"
#include "tests/segmentation/kernels/distributed_image.h"

using namespace catena;
using namespace catena::test;

namespace {

using Image = WholeImage<std::uint16_t>;

std::uint16_t direct(const Image& image, std::int64_t z, std::int64_t y, std::int64_t x) {
  std::vector<std::uint16_t> near;
  for (int k = 0; k < 27; ++k) near.push_back(image.nearest(z + k / 9 - 1, y + k / 3 % 3 - 1, x + k % 3 - 1));
  std::nth_element(near.begin(), near.begin() + 13, near.end());
  return near[13];
}

Image direct(const Image& image) {
  return Image(image.extents, [&image](auto z, auto y, auto x) { return direct(image, z, y, x); });
}

}  // namespace

// A network of exchanges is right for all values if it is right for zeros and ones.
BOOST_AUTO_TEST_CASE(the_network_selects_the_median_of_all_zeros_and_ones) {
  int wrong = 0;
  for (int bits = 0; bits < 512; ++bits) {
    int v[9], ones = 0;
    for (int k = 0; k < 9; ++k) ones += v[k] = bits >> k & 1;
    for (int k = 0; k < 9; k += 3) median_network::sort3(v[k], v[k + 1], v[k + 2]);
    median_network::merge_three_threes(v);
    for (int k = 0; k < 9; ++k) wrong += v[k] != (k >= 9 - ones);
  }
  for (int a = 0; a <= 9; ++a)
    for (int b = 0; b <= 9; ++b)
      for (int c = 0; c <= 9; ++c) {
        int nine[3][9];
        const int ones[3] = {a, b, c};
        for (int i = 0; i < 3; ++i)
          for (int k = 0; k < 9; ++k) nine[i][k] = k >= 9 - ones[i];
        wrong += median_network::median_of_three_nines(nine[0], nine[1], nine[2]) != (a + b + c >= 14);
      }
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(equals_the_direct_median_on_every_cut) {
  for (const int values : {65536, 5}) {
    const Image image({6, 9, 33}, [=](auto z, auto y, auto x) {
      return static_cast<std::uint16_t>(noise(z, y, x) % values);
    });
    const Image expected = direct(image);
    for (const Triple& grid : grids()) {
      BOOST_TEST((gather(median(distribute(image, grid, {1, 1, 1}), {1, 2, 0})).voxels == expected.voxels));
      BOOST_TEST((gather(median_by_voxels(distribute(image, grid, {2, 1, 3}), {0, 0, 1})).voxels ==
                  expected.voxels));
    }
  }
}

BOOST_AUTO_TEST_CASE(tiles_meet_without_a_seam) {
  const Image image({4, 135, 1030},
                    [](auto z, auto y, auto x) { return static_cast<std::uint16_t>(noise(z, y, x)); });
  const auto volume = distribute(image, grids().back(), {1, 1, 1});
  BOOST_TEST(
      (gather(median(volume, {0, 0, 0})).voxels == gather(median_by_voxels(volume, {0, 0, 0})).voxels));
}

BOOST_AUTO_TEST_CASE(one_slice_gets_the_median_of_nine) {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const Image image({1, 12, 21},
                    [](auto z, auto y, auto x) { return static_cast<std::uint16_t>(noise(z, y, x)); });
  const Image found = gather(median(distribute(image, {1, ranks, 1}, {1, 1, 1}), {0, 0, 0}));
  int wrong = 0;
  for (int y = 0; y < 12; ++y)
    for (int x = 0; x < 21; ++x) {
      std::vector<std::uint16_t> near;
      for (int k = 0; k < 9; ++k) near.push_back(image.nearest(0, y + k / 3 - 1, x + k % 3 - 1));
      std::sort(near.begin(), near.end());
      wrong += found.at(0, y, x) != near[4];
    }
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(no_halo_is_refused) {
  const Image image({4, 4, 4}, [](auto, auto, auto) { return std::uint16_t{1}; });
  BOOST_CHECK_THROW(median(distribute(image, {0, 0, 0}, {1, 0, 1}), {0, 0, 0}), InputError);
}
