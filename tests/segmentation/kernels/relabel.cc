// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/relabel.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <random>

#include "tests/segmentation/kernels/whole_image.h"

using namespace catena;
using namespace catena::test;

namespace {

using Labels = std::vector<std::uint32_t>;
constexpr std::uint32_t greatest = 40;

/// Labels that lie anywhere; those divisible by 7 do not occur, and the higher the rarer.
Labels scattered(const Triple& n, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(0, 1);
  Labels labels(product(n));
  for (auto& label : labels) {
    label = static_cast<std::uint32_t>(uniform(random) * uniform(random) * greatest);
    if (label % 7 == 0) label = 0;
  }
  return labels;
}

std::vector<std::int64_t> sizes_of(const Labels& labels) {
  std::vector<std::int64_t> sizes(greatest + 1, 0);
  for (const auto label : labels) ++sizes[label];
  return sizes;
}

/// Calls check(blocks, image) on every grid for a few images.
template <class Check>
void on_all_grids(const Check& check) {
  for (const Triple& n : {Triple{7, 8, 9}, Triple{1, 12, 30}, Triple{5, 1, 6}}) {
    const Labels image = scattered(n, 3);
    for (const Triple& grid : all_grids(n))
      check(std::make_shared<Decomposition>(MPI_COMM_WORLD, n, grid), image);
  }
}

using Blocks = std::shared_ptr<const Decomposition>;

/// The image with only the labels that are kept, numbered in their order.
Labels kept(const Labels& image, const std::vector<bool>& keep, std::int64_t& count) {
  Labels number(keep.size(), 0), result;
  count = 0;
  for (size_t label = 1; label < keep.size(); ++label)
    if (keep[label]) number[label] = static_cast<std::uint32_t>(++count);
  for (const auto label : image) result.push_back(number[label]);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(sizes_are_those_of_the_whole_image) {
  on_all_grids([](const Blocks& blocks, const Labels& image) {
    BOOST_TEST((label_sizes(distributed(image, blocks, {1, 1, 1}), greatest) == sizes_of(image)));
  });
}

BOOST_AUTO_TEST_CASE(small_labels_go_and_the_others_keep_their_order) {
  on_all_grids([](const Blocks& blocks, const Labels& image) {
    for (const std::int64_t least : {0, 1, 3, 12, 10000}) {
      const auto sizes = sizes_of(image);
      std::vector<bool> keep(greatest + 1);
      for (std::uint32_t label = 1; label <= greatest; ++label)
        keep[label] = sizes[label] > 0 && sizes[label] >= least;
      std::int64_t count = 0;
      const Labels expected = kept(image, keep, count);
      const auto labels = distributed(image, blocks, {0, 2, 1});
      BOOST_TEST(remove_small(labels, greatest, least) == count);
      BOOST_TEST((gathered(labels) == expected));
    }
  });
}

BOOST_AUTO_TEST_CASE(labels_at_the_faces_of_the_image_go) {
  on_all_grids([](const Blocks& blocks, const Labels& image) {
    const Triple n = blocks->extents();
    const auto sizes = sizes_of(image);
    std::vector<bool> keep(greatest + 1);
    for (std::uint32_t label = 1; label <= greatest; ++label) keep[label] = sizes[label] > 0;
    for (std::int64_t i = 0; i < product(n); ++i) {
      const Triple at{i / (n[1] * n[2]), i / n[2] % n[1], i % n[2]};
      for (int axis = 0; axis < 3; ++axis)
        if (n[axis] > 1 && (at[axis] == 0 || at[axis] == n[axis] - 1)) keep[image[i]] = false;
    }
    std::int64_t count = 0;
    const Labels expected = kept(image, keep, count);
    const auto labels = distributed(image, blocks);
    BOOST_TEST(remove_at_faces(labels, greatest) == count);
    BOOST_TEST((gathered(labels) == expected));
  });
}

BOOST_AUTO_TEST_CASE(a_mask_is_applied_and_gaps_are_closed) {
  on_all_grids([](const Blocks& blocks, const Labels& image) {
    std::vector<std::uint8_t> mask(image.size());
    Labels masked = image;
    for (size_t i = 0; i < image.size(); ++i) {
      mask[i] = static_cast<std::uint8_t>(i % 3 == 0 ? 0 : i);
      if (mask[i] == 0 || image[i] % 5 == 1) mask[i] = 0;
      if (mask[i] == 0) masked[i] = 0;
    }
    const auto labels = distributed(image, blocks, {1, 1, 1});
    apply_mask(labels, distributed(mask, blocks));
    BOOST_TEST((gathered(labels) == masked));
    const auto sizes = sizes_of(masked);
    std::vector<bool> keep(greatest + 1);
    for (std::uint32_t label = 1; label <= greatest; ++label) keep[label] = sizes[label] > 0;
    std::int64_t count = 0;
    const Labels expected = kept(masked, keep, count);
    BOOST_TEST(remove_small(labels, greatest, 1) == count);
    BOOST_TEST((gathered(labels) == expected));
  });
}

BOOST_AUTO_TEST_CASE(labels_are_numbered_by_their_first_voxel) {
  on_all_grids([](const Blocks& blocks, const Labels& image) {
    Labels number(greatest + 1, 0), expected;
    std::uint32_t next = 0;
    for (const auto label : image) {
      if (label != 0 && number[label] == 0) number[label] = ++next;
      expected.push_back(number[label]);
    }
    const auto labels = distributed(image, blocks, {1, 0, 1});
    BOOST_TEST(renumber_by_first_voxel(labels, greatest) == next);
    BOOST_TEST((gathered(labels) == expected));
  });
}

BOOST_AUTO_TEST_CASE(tables_map_labels) {
  on_all_grids([](const Blocks& blocks, const Labels& image) {
    Labels table(greatest + 1), expected(image);
    for (std::uint32_t label = 0; label <= greatest; ++label) table[label] = label == 0 ? 0 : 1000 - label;
    for (size_t i = 0; i < image.size(); ++i) expected[i] = table[image[i]];
    const auto labels = distributed(image, blocks, {0, 1, 0});
    map_labels(labels, table);
    BOOST_TEST((gathered(labels) == expected));
  });
}
