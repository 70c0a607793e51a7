// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/watershed.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <limits>
#include <random>

#include "segmentation/kernels/basin_graph.h"
#include "segmentation/kernels/relabel.h"
#include "segmentation/kernels/shell.h"
#include "segmentation/kernels/steepest_ascent.h"
#include "tests/segmentation/kernels/flood.h"
#include "tests/segmentation/kernels/partition_verifier.h"
#include "tests/segmentation/kernels/whole_image.h"

using namespace catena;
using namespace catena::test;

namespace {

using Heights = std::vector<std::int32_t>;

struct Case {
  std::string name;
  Triple extents;
  Heights heights;
};

Heights image_of(const Triple& n, const std::function<int(int, int, int)>& height) {
  Heights heights;
  for (int z = 0; z < n[0]; ++z)
    for (int y = 0; y < n[1]; ++y)
      for (int x = 0; x < n[2]; ++x) heights.push_back(height(z, y, x));
  return heights;
}

/// Heights drawn from 0 to `highest`; few different ones make plateaus.
Heights noise(const Triple& n, int highest, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_int_distribution<int> height(0, highest);
  return image_of(n, [&](int, int, int) { return height(random); });
}

/// Squared distances to the background of overlapping balls, by looking at every pair of voxels.
Heights balls(const Triple& n, int count, double radius, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::array<double, 3>> centers(count);
  for (auto& center : centers)
    for (int axis = 0; axis < 3; ++axis)
      center[axis] = std::uniform_real_distribution<double>(0, static_cast<double>(n[axis]))(random);
  const Heights inside = image_of(n, [&](int z, int y, int x) {
    for (const auto& c : centers)
      if ((z - c[0]) * (z - c[0]) + (y - c[1]) * (y - c[1]) + (x - c[2]) * (x - c[2]) < radius * radius)
        return 1;
    return 0;
  });
  std::vector<std::array<int, 3>> outside;
  image_of(n, [&](int z, int y, int x) {
    if (!inside[(z * n[1] + y) * n[2] + x]) outside.push_back({z, y, x});
    return 0;
  });
  return image_of(n, [&](int z, int y, int x) {
    int least = std::numeric_limits<int>::max();
    for (const auto& o : outside)
      least = std::min(least, (z - o[0]) * (z - o[0]) + (y - o[1]) * (y - o[1]) + (x - o[2]) * (x - o[2]));
    return least;
  });
}

/// A path one voxel wide that winds through a slice and rises all along: one chain that crosses every block
/// many times.
Heights winding_path(const Triple& n) {
  return image_of(n, [&](int, int y, int x) {
    const int width = static_cast<int>(n[2]), turn = y / 2;
    if (y % 2 == 1) return x == (turn % 2 == 0 ? width - 1 : 0) ? turn * (width + 1) + width + 1 : 0;
    return turn * (width + 1) + (turn % 2 == 0 ? x : width - 1 - x) + 1;
  });
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all = [] {
    std::vector<Case> list;
    unsigned seed = 11;
    for (const Triple& n :
         {Triple{9, 10, 11}, Triple{4, 5, 70}, Triple{1, 20, 30}, Triple{20, 1, 7}, Triple{6, 7, 1}})
      for (const int highest : {1, 3, 30, 100000})
        list.push_back({"noise up to " + std::to_string(highest), n, noise(n, highest, seed++)});
    list.push_back({"balls", {16, 17, 18}, balls({16, 17, 18}, 12, 5.3, 3)});
    list.push_back({"many balls", {12, 24, 14}, balls({12, 24, 14}, 60, 3.1, 4)});
    list.push_back({"discs", {1, 40, 36}, balls({1, 40, 36}, 20, 5.5, 5)});
    const Triple n{8, 9, 10};
    list.push_back({"nothing", n, Heights(product(n), 0)});
    list.push_back({"one plateau", n, Heights(product(n), 5)});
    list.push_back({"no background", n, Heights(product(n), std::numeric_limits<std::int32_t>::max())});
    list.push_back({"checkerboard", n, image_of(n, [](int z, int y, int x) { return (z + y + x) % 2; })});
    list.push_back({"single voxels", n, image_of(n, [](int z, int y, int x) {
                      return z % 2 == 0 && y % 2 == 0 && x % 2 == 0 ? 1 + (x * 7 + y * 3 + z) % 5 : 0;
                    })});
    list.push_back(
        {"thin plates", n, image_of(n, [](int z, int y, int) { return z % 3 == 0 ? 1 + y % 4 : 0; })});
    list.push_back({"slope", n, image_of(n, [](int z, int y, int x) { return 1 + z + y + x; })});
    list.push_back({"slope down", n, image_of(n, [](int z, int y, int x) { return 40 - z - y - x; })});
    list.push_back({"winding path", {1, 21, 13}, winding_path({1, 21, 13})});
    return list;
  }();
  return all;
}

std::int64_t greatest(const std::vector<std::uint32_t>& labels) {
  return *std::max_element(labels.begin(), labels.end());
}

template <class Height>
void check_on_all_grids(const Case& test, const std::vector<Height>& heights, double persistence) {
  const auto expected = expected_watershed(test.extents, heights, persistence);
  for (const Triple& grid : all_grids(test.extents)) {
    auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, test.extents, grid);
    for (const Triple& halo : {Triple{0, 0, 0}, Triple{1, 2, 1}}) {
      const Volume<Height> volume = distributed(heights, blocks, halo);
      const Volume<std::uint32_t> labels(blocks, {1, 1, 1}, {halo[2], halo[0], halo[1]}, "labels");
      Kokkos::deep_copy(labels.data(), 9u);  // what stood there before does not matter
      const std::int64_t count = watershed(volume, persistence, labels);
      const auto found = gathered(labels);
      BOOST_TEST(count == greatest(expected));
      BOOST_TEST((found == expected), test.name << ", persistence " << persistence);
      const std::string wrong = check_watershed(test.extents, heights, persistence, found);
      BOOST_TEST(wrong.empty(), test.name << ", persistence " << persistence << ": " << wrong);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(watershed_of_squared_distances_is_what_the_definition_says_on_every_grid) {
  for (const Case& test : cases())
    for (const double persistence : {0.0, 0.4, 1.0, 1e9}) check_on_all_grids(test, test.heights, persistence);
}

BOOST_AUTO_TEST_CASE(watershed_of_single_precision_heights) {
  for (const Case& test : cases()) {
    std::vector<float> heights(test.heights.size());
    for (size_t i = 0; i < heights.size(); ++i) heights[i] = 0.37f * static_cast<float>(test.heights[i]);
    check_on_all_grids(test, heights, 0.5);
  }
}

BOOST_AUTO_TEST_CASE(an_infinite_persistence_leaves_one_label_a_component) {
  const Case& test = cases()[20];
  std::vector<std::uint32_t> kind(test.heights.size());
  for (size_t i = 0; i < kind.size(); ++i) kind[i] = test.heights[i] > 0;
  auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, test.extents);
  const Volume<std::uint32_t> labels(blocks, {1, 1, 1}, "labels");
  watershed(distributed(test.heights, blocks), std::numeric_limits<double>::infinity(), labels);
  BOOST_TEST((gathered(labels) == flood(test.extents, kind, 26)));
}

BOOST_AUTO_TEST_CASE(verifier_finds_what_is_wrong) {
  const Case& test = cases()[20];
  const auto right = expected_watershed(test.extents, test.heights, 1.0);
  const auto wrong = [&](std::vector<std::uint32_t> labels) {
    return check_watershed(test.extents, test.heights, 1.0, labels);
  };
  BOOST_REQUIRE(greatest(right) >= 2);
  BOOST_TEST(wrong(right) == "");
  auto hole = right;
  *std::find(hole.begin(), hole.end(), 2u) = 0;
  BOOST_TEST(wrong(hole) != "");
  auto stray = right;
  *std::find(stray.begin(), stray.end(), 0u) = 1;
  BOOST_TEST(wrong(stray) != "");
  auto moved = right;
  *std::find(moved.begin(), moved.end(), 2u) = 1;
  BOOST_TEST(wrong(moved) != "");
  auto swapped = right;
  for (auto& label : swapped) label = label == 1 ? 2 : label == 2 ? 1 : label;
  BOOST_TEST(wrong(swapped) != "");
  BOOST_TEST(wrong(expected_watershed(test.extents, test.heights, 0.0)) != "");
  BOOST_TEST(wrong(expected_watershed(test.extents, test.heights, 1e9)) != "");
}

BOOST_AUTO_TEST_CASE(both_ways_to_the_pointers_agree) {
  for (const Case& test : cases())
    for (const Triple& grid : all_grids(test.extents)) {
      auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, test.extents, grid);
      const Volume<std::int32_t> heights = distributed(test.heights, blocks, {1, 1, 1});
      const auto around = surrounded<std::int32_t>(heights, 0);
      const Volume<std::uint8_t> one(blocks, {1, 1, 1}, "codes"), other(blocks, {1, 1, 1}, "codes");
      ascent_codes(around, owned_rows(one));
      ascent_codes_by_voxel(around, owned_rows(other));
      BOOST_TEST((gathered(one) == gathered(other)), test.name);
    }
}

BOOST_AUTO_TEST_CASE(both_ways_to_the_saddles_agree) {
  for (const Case& test : cases())
    for (const Triple& grid : all_grids(test.extents)) {
      auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, test.extents, grid);
      const Volume<std::int32_t> heights = distributed(test.heights, blocks);
      const Volume<std::uint32_t> labels(blocks, {1, 1, 1}, "labels");
      const std::int64_t count = watershed(heights, 0.0, labels);
      const auto around = surrounded<std::int32_t>(heights, 0);
      const auto labels_around = surrounded<std::uint32_t>(labels, 0);
      const std::vector<std::int32_t> none(count + 1, 0), some(count + 1, 20);
      for (const auto& least : {none, some}) {
        const auto one = saddles_in_block(around, labels_around, least);
        const auto other = saddles_in_block_by_lists(around, labels_around, least);
        BOOST_REQUIRE(one.size() == other.size());
        for (size_t i = 0; i < one.size(); ++i)
          BOOST_TEST((one[i].a == other[i].a && one[i].b == other[i].b && one[i].height == other[i].height));
      }
    }
}
