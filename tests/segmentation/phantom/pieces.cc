// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/pieces.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>

using namespace catena;

namespace {

bool holds(const Box& box, const Triple& voxel) {
  for (int axis = 0; axis < 3; ++axis)
    if (voxel[axis] < box.begin[axis] || voxel[axis] >= box.end[axis]) return false;
  return true;
}

/// How many of the boxes hold each voxel of `within`.
std::vector<int> counts(const Box& within, const std::vector<Box>& boxes) {
  std::vector<int> found;
  for (std::int64_t z = within.begin[0]; z < within.end[0]; ++z)
    for (std::int64_t y = within.begin[1]; y < within.end[1]; ++y)
      for (std::int64_t x = within.begin[2]; x < within.end[2]; ++x)
        found.push_back(static_cast<int>(std::count_if(boxes.begin(), boxes.end(), [&](const Box& box) {
          return holds(box, {z, y, x});
        })));
  return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(pieces_hold_every_voxel_once) {
  const Box box{{2, 3, 4}, {13, 16, 12}};
  for (const double voxels : {1.0, 100.0, 400.0, 900.0, 1e6})
    for (const int n : counts(box, pieces_of(box, {1, 2, 1}, voxels))) BOOST_TEST(n == 1);
}

BOOST_AUTO_TEST_CASE(covered_is_that_every_voxel_is) {
  std::mt19937 random(7);
  const auto random_box = [&](int most) {
    Box box;
    for (int axis = 0; axis < 3; ++axis) {
      box.begin[axis] = static_cast<std::int64_t>(random() % 5);
      box.end[axis] = box.begin[axis] + static_cast<std::int64_t>(random() % most);
    }
    return box;
  };
  int covered_ones = 0;
  const int tries = 4000;
  for (int i = 0; i < tries; ++i) {
    const Box box = random_box(5);
    std::vector<Box> others;
    for (unsigned n = random() % 9; n > 0; --n) others.push_back(random_box(8));
    const auto found = counts(box, others);
    const bool all = std::count(found.begin(), found.end(), 0) == 0;
    BOOST_TEST(covered(box, others) == all);
    covered_ones += all && !box.empty();
  }
  BOOST_TEST(covered_ones > tries / 20);
}
