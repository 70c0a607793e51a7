// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/components.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <random>

#include "segmentation/kernels/fill_holes.h"
#include "segmentation/kernels/keep_marked.h"
#include "tests/segmentation/kernels/flood.h"
#include "tests/segmentation/kernels/whole_image.h"

using namespace catena;
using namespace catena::test;

namespace {

using Mask = std::vector<std::uint8_t>;

Mask image_of(const Triple& n, const std::function<bool(int, int, int)>& inside) {
  Mask mask;
  for (int z = 0; z < n[0]; ++z)
    for (int y = 0; y < n[1]; ++y)
      for (int x = 0; x < n[2]; ++x) mask.push_back(inside(z, y, x) ? 1 : 0);
  return mask;
}

Mask noise(const Triple& n, double density, unsigned seed) {
  std::mt19937 random(seed);
  std::bernoulli_distribution inside(density);
  return image_of(n, [&](int, int, int) { return inside(random); });
}

std::vector<std::uint32_t> kinds(const Mask& mask) { return {mask.begin(), mask.end()}; }

struct Case {
  Triple extents;
  Mask mask;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  unsigned seed = 1;
  for (const Triple& n :
       {Triple{9, 10, 11}, Triple{4, 5, 150}, Triple{1, 20, 64}, Triple{20, 1, 7}, Triple{6, 7, 1}})
    for (const double density : {0.08, 0.3, 0.5, 0.7, 0.95}) all.push_back({n, noise(n, density, seed++)});
  const Triple n{8, 9, 10};
  all.push_back({n, Mask(product(n), 0)});
  all.push_back({n, Mask(product(n), 255)});
  all.push_back({n, image_of(n, [](int z, int y, int x) { return (z + y + x) % 2; })});
  all.push_back({n, image_of(n, [](int z, int y, int x) { return z % 2 == 0 && y % 2 == 0 && x % 2 == 0; })});
  // A plate that winds through the whole image: one component that crosses every block many times.
  all.push_back({n, image_of(n, [](int z, int y, int) { return z % 2 == 0 || y == (z % 4 == 1 ? 0 : 8); })});
  // Thin walls: their insides are holes.
  all.push_back({n, image_of(n, [](int z, int y, int x) { return z % 3 == 1 || y % 3 == 1 || x % 3 == 1; })});
  return all;
}

/// What filling should give, by flooding the background.
Mask filled(const Triple& n, const Mask& mask, std::int64_t largest) {
  std::vector<std::uint32_t> background(mask.size());
  for (size_t i = 0; i < mask.size(); ++i) background[i] = mask[i] == 0;
  const auto part = flood(n, background, 6);
  const size_t parts = *std::max_element(part.begin(), part.end());
  std::vector<std::int64_t> size(parts + 1, 0);
  std::vector<bool> open(parts + 1, false);
  for (std::int64_t i = 0; i < product(n); ++i) {
    ++size[part[i]];
    const Triple at{i / (n[1] * n[2]), i / n[2] % n[1], i % n[2]};
    for (int axis = 0; axis < 3; ++axis)
      if (n[axis] > 1 && (at[axis] == 0 || at[axis] == n[axis] - 1)) open[part[i]] = true;
  }
  Mask result = mask;
  for (size_t i = 0; i < mask.size(); ++i)
    if (part[i] != 0 && !open[part[i]] && size[part[i]] <= largest) result[i] = 1;
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(components_are_those_of_a_flood_on_every_grid) {
  for (const Case& test : cases())
    for (const Connectivity connectivity : {Connectivity::faces, Connectivity::all}) {
      const auto expected = flood(test.extents, kinds(test.mask), static_cast<int>(connectivity));
      for (const Triple& grid : all_grids(test.extents)) {
        auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, test.extents, grid);
        for (const Triple& halo : {Triple{0, 0, 0}, Triple{2, 1, 3}}) {
          const Volume<std::uint8_t> mask = distributed(test.mask, blocks, halo);
          const Volume<std::uint32_t> labels(blocks, {1, 1, 1}, halo, "labels");
          Kokkos::deep_copy(labels.data(), 77u);  // what stood there before does not matter
          const std::int64_t count = label_components(mask, connectivity, labels);
          BOOST_TEST((gathered(labels) == expected));
          BOOST_TEST(count == *std::max_element(expected.begin(), expected.end()));
        }
      }
    }
}

BOOST_AUTO_TEST_CASE(holes_are_the_background_that_does_not_reach_a_face) {
  for (const Case& test : cases())
    for (const std::int64_t largest :
         {std::int64_t{1}, std::int64_t{4}, std::numeric_limits<std::int64_t>::max()}) {
      const Mask expected = filled(test.extents, test.mask, largest);
      std::int64_t changed = 0;
      for (size_t i = 0; i < expected.size(); ++i) changed += expected[i] != test.mask[i];
      for (const Triple& grid : all_grids(test.extents)) {
        auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, test.extents, grid);
        const Volume<std::uint8_t> mask = distributed(test.mask, blocks, {1, 0, 2});
        BOOST_TEST(fill_holes(mask, largest) == changed);
        BOOST_TEST((gathered(mask) == expected));
      }
      const Triple n = test.extents;
      Kokkos::View<std::uint8_t***, Kokkos::LayoutRight> box("box", n[0], n[1], n[2]);
      const auto host = Kokkos::create_mirror_view(box);
      std::copy(test.mask.begin(), test.mask.end(), host.data());
      Kokkos::deep_copy(box, host);
      BOOST_TEST(fill_holes(box, largest) == changed);
      Kokkos::deep_copy(host, box);
      BOOST_TEST(std::equal(expected.begin(), expected.end(), host.data()));
    }
}

BOOST_AUTO_TEST_CASE(a_hole_across_blocks_counts_all_its_voxels) {
  // A tube, closed at both ends, that passes through all blocks: 18 voxels of hole along z.
  const Triple n{20, 5, 5};
  const Mask tube = image_of(n, [](int z, int y, int x) { return !(y == 2 && x == 2 && z > 0 && z < 19); });
  for (const Triple& grid : all_grids(n)) {
    auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, n, grid);
    const Volume<std::uint8_t> mask = distributed(tube, blocks);
    BOOST_TEST(fill_holes(mask, 17) == 0);
    BOOST_TEST(fill_holes(mask, 18) == 18);
    BOOST_TEST((gathered(mask) == Mask(product(n), 1)));
  }
}

BOOST_AUTO_TEST_CASE(hysteresis_keeps_the_components_with_a_mark) {
  const Triple n{9, 10, 11};
  for (const double density : {0.1, 0.3})
    for (const Connectivity connectivity : {Connectivity::faces, Connectivity::all}) {
      const Mask low = noise(n, density, 5), dots = noise(n, 0.05, 6);
      Mask high(low.size());
      for (size_t i = 0; i < low.size(); ++i) high[i] = low[i] & dots[i];
      const auto part = flood(n, kinds(low), static_cast<int>(connectivity));
      std::vector<bool> marked(low.size() + 1, false);
      for (size_t i = 0; i < low.size(); ++i)
        if (high[i]) marked[part[i]] = true;
      Mask expected = low;
      for (size_t i = 0; i < low.size(); ++i)
        if (!marked[part[i]]) expected[i] = 0;
      BOOST_TEST((expected != low));
      BOOST_TEST((expected != Mask(low.size(), 0)));
      for (const Triple& grid : all_grids(n)) {
        auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, n, grid);
        const Volume<std::uint8_t> mask = distributed(low, blocks, {1, 1, 1});
        keep_marked(mask, distributed(high, blocks), connectivity);
        BOOST_TEST((gathered(mask) == expected));
      }
    }
}
