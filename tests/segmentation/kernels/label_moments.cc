// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/label_moments.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>

#include "jobs/run/error.h"
#include "tests/segmentation/kernels/whole_image.h"

using namespace catena;
using namespace catena::test;

namespace {

/// Boxes of labels thrown over each other with holes in them; `names` are the labels used.
std::vector<std::uint32_t> random_labels(const Triple& n, const std::vector<std::uint32_t>& names,
                                         unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::uint32_t> image(product(n), 0);
  for (std::uint32_t name : names) {
    std::int64_t from[3], to[3];
    for (int axis = 0; axis < 3; ++axis) {
      from[axis] = random() % n[axis];
      to[axis] = std::min<std::int64_t>(n[axis], from[axis] + 1 + random() % 9);
    }
    for (auto z = from[0]; z < to[0]; ++z)
      for (auto y = from[1]; y < to[1]; ++y)
        for (auto x = from[2]; x < to[2]; ++x) image[(z * n[1] + y) * n[2] + x] = random() % 8 ? name : 0;
  }
  return image;
}

struct Expected {
  std::map<std::uint32_t, LabelMoments> labels;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::array<std::int64_t, 3>> contacts;
};

/// By the definitions, voxel by voxel.
Expected expected_of(const std::vector<std::uint32_t>& image, const Triple& n,
                     const SurfaceWeights& weights) {
  Expected result;
  const auto at = [&](std::int64_t z, std::int64_t y, std::int64_t x) -> std::uint32_t {
    const bool inside = z >= 0 && z < n[0] && y >= 0 && y < n[1] && x >= 0 && x < n[2];
    return inside ? image[(z * n[1] + y) * n[2] + x] : 0;
  };
  const auto each = [&](auto&& visit) {
    for (std::int64_t z = 0; z < n[0]; ++z)
      for (std::int64_t y = 0; y < n[1]; ++y)
        for (std::int64_t x = 0; x < n[2]; ++x)
          if (at(z, y, x)) visit(Triple{z, y, x}, result.labels[at(z, y, x)]);
  };
  each([&](const Triple& p, LabelMoments& m) {
    if (m.voxels++ == 0) m.box = {p, {p[0] + 1, p[1] + 1, p[2] + 1}};
    for (int axis = 0; axis < 3; ++axis) {
      m.box.begin[axis] = std::min(m.box.begin[axis], p[axis]);
      m.box.end[axis] = std::max(m.box.end[axis], p[axis] + 1);
      Triple q = p;
      ++q[axis];
      const std::uint32_t here = at(p[0], p[1], p[2]), there = at(q[0], q[1], q[2]);
      if (there && there != here) ++result.contacts[{std::min(here, there), std::max(here, there)}][axis];
    }
  });
  each([&](const Triple& p, LabelMoments& m) {
    const std::int64_t z = p[0] - m.box.begin[0], y = p[1] - m.box.begin[1], x = p[2] - m.box.begin[2];
    const std::int64_t first[3] = {z, y, x}, second[6] = {z * z, y * y, x * x, z * y, z * x, y * x};
    for (int i = 0; i < 3; ++i) m.first[i] += first[i];
    for (int i = 0; i < 6; ++i) m.second[i] += second[i];
  });
  for (auto& [label, m] : result.labels) {
    std::int64_t sum = 0;
    const auto& s = weights.stride;
    for (std::int64_t z = -s[0]; z < n[0]; ++z)
      for (std::int64_t y = -s[1]; y < n[1]; ++y)
        for (std::int64_t x = -s[2]; x < n[2]; ++x) {
          int code = 0;
          for (int c = 0; c < 8; ++c)
            code |= (at(z + (c >> 2) * s[0], y + (c >> 1 & 1) * s[1], x + (c & 1) * s[2]) == label) << c;
          sum += weights.weight[code];
        }
    m.area = static_cast<double>(sum) * weights.unit;
  }
  return result;
}

void check(const LabelTable& table, const Expected& expected) {
  BOOST_REQUIRE(table.labels.size() == expected.labels.size());
  auto next = expected.labels.begin();
  for (const LabelMoments& m : table.labels) {
    const auto& [label, wanted] = *next++;
    BOOST_TEST(m.label == label);
    BOOST_TEST(m.voxels == wanted.voxels);
    BOOST_TEST(m.box.begin == wanted.box.begin, boost::test_tools::per_element());
    BOOST_TEST(m.box.end == wanted.box.end, boost::test_tools::per_element());
    BOOST_TEST(m.first == wanted.first, boost::test_tools::per_element());
    BOOST_TEST(m.second == wanted.second, boost::test_tools::per_element());
    BOOST_TEST(m.area == wanted.area);
  }
  BOOST_REQUIRE(table.contacts.size() == expected.contacts.size());
  auto pair = expected.contacts.begin();
  for (const LabelContact& contact : table.contacts) {
    BOOST_TEST((pair->first == std::make_pair(contact.first, contact.second)));
    BOOST_TEST(contact.faces == pair->second, boost::test_tools::per_element());
    ++pair;
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(one_pass_equals_the_definitions) {
  const std::vector<std::uint32_t> few{1, 2, 3, 7, 9, 100}, huge{5, 70000000, 4000000000u, 4294967295u};
  unsigned seed = 1;
  for (const Triple& n : {Triple{9, 11, 13}, Triple{4, 5, 37}, Triple{1, 12, 20}})
    for (const auto& names : {few, huge})
      for (const Spacing& spacing : {Spacing{1, 1, 1}, Spacing{2, 1, 1}, Spacing{1, 1, 2.6}}) {
        const auto image = random_labels(n, names, seed++);
        const SurfaceWeights weights = surface_weights(spacing, n[0] == 1);
        const Expected expected = expected_of(image, n, weights);
        for (const Triple& grid : all_grids(n)) {
          auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, n, grid);
          const Triple halo{n[0] == 1 ? 0 : 3, 3, 3};
          const auto labels = distributed(image, blocks, halo);
          check(label_moments(labels, weights), expected);
          check(label_moments_by_voxels(labels, weights), expected);
        }
      }
}

BOOST_AUTO_TEST_CASE(an_image_without_labels_gives_an_empty_table) {
  const Triple n{4, 4, 4};
  auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, n);
  const auto labels = distributed(std::vector<std::uint32_t>(64, 0), blocks, {1, 1, 1});
  const LabelTable table = label_moments(labels, surface_weights({1, 1, 1}, false));
  BOOST_TEST(table.labels.empty());
  BOOST_TEST(table.contacts.empty());
}

BOOST_AUTO_TEST_CASE(too_thin_a_halo_is_refused) {
  auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, Triple{4, 8, 8});
  const auto labels = distributed(std::vector<std::uint32_t>(256, 1), blocks, {1, 1, 1});
  BOOST_CHECK_THROW(label_moments(labels, surface_weights({2, 1, 1}, false)), InputError);
}
