// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/ball_closing.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "jobs/run/error.h"
#include "tests/segmentation/kernels/masks.h"

using namespace catena;
using namespace catena::test;

namespace {

using Mask = Image<std::uint8_t>;
using Weight = std::array<double, 3>;

std::vector<Triple> offsets(double radius, const Weight& w) {
  std::vector<Triple> all;
  for (int z = -40; z <= 40; ++z)
    for (int y = -40; y <= 40; ++y)
      for (int x = -40; x <= 40; ++x)
        if ((w[0] * z) * (w[0] * z) + (w[1] * y) * (w[1] * y) + (w[2] * x) * (w[2] * x) <= radius * radius)
          all.push_back({z, y, x});
  return all;
}

/// The image with a margin: zeros, or the nearest voxel.
Mask padded(const Mask& mask, std::int64_t margin, bool nearest) {
  const Triple& n = mask.extents;
  Mask wide({n[0] + 2 * margin, n[1] + 2 * margin, n[2] + 2 * margin});
  for_each(wide.extents, [&](auto z, auto y, auto x) {
    const Triple at{z - margin, y - margin, x - margin};
    Triple inside = at;
    for (int a = 0; a < 3; ++a) inside[a] = std::clamp<std::int64_t>(at[a], 0, n[a] - 1);
    wide(z, y, x) = nearest || inside == at ? (mask(inside[0], inside[1], inside[2]) != 0) : 0;
  });
  return wide;
}

/// Dilation by its definition; beyond the image there is nothing.
Mask spread(const Mask& mask, const std::vector<Triple>& ball) {
  Mask result(mask.extents);
  for_each(mask.extents, [&](auto z, auto y, auto x) {
    if (mask(z, y, x) == 0) return;
    for (const Triple& d : ball) {
      const Triple to{z + d[0], y + d[1], x + d[2]};
      bool inside = true;
      for (int a = 0; a < 3; ++a) inside = inside && to[a] >= 0 && to[a] < mask.extents[a];
      if (inside) result(to[0], to[1], to[2]) = 1;
    }
  });
  return result;
}

/// Closing by its definition: voxels whose whole ball lies in the dilation.
Mask closing(const Mask& mask, double radius, const Weight& weight, bool nearest) {
  const auto ball = offsets(radius, weight);
  std::int64_t reach = 0;
  for (const Triple& d : ball) reach = std::max({reach, d[0], d[1], d[2]});
  const std::int64_t margin = 2 * reach;
  const Mask dilated = spread(padded(mask, margin, nearest), ball);
  Mask result(mask.extents);
  for_each(mask.extents, [&](auto z, auto y, auto x) {
    result(z, y, x) = std::all_of(ball.begin(), ball.end(), [&](const Triple& d) {
      return dilated(z + margin + d[0], y + margin + d[1], x + margin + d[2]) != 0;
    });
  });
  return result;
}

ByteBox on_device(const Mask& mask) {
  const ByteBox box("box", mask.extents[0], mask.extents[1], mask.extents[2]);
  const auto host = Kokkos::create_mirror_view(box);
  std::copy(mask.voxels.begin(), mask.voxels.end(), host.data());
  Kokkos::deep_copy(box, host);
  return box;
}

int box_differences(const ByteBox& box, const Mask& mask) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), box);
  int count = 0;
  for (size_t i = 0; i < mask.voxels.size(); ++i) count += host.data()[i] != mask.voxels[i];
  return count;
}

/// Few blobs and single voxels, so that closings neither fill nor leave everything.
Mask speckles(const Triple& n, unsigned seed) { return random_mask(n, 0.02 + 0.06 * (seed % 4), seed); }

const std::vector<std::pair<double, Weight>> balls = {{0, {1, 1, 1}},    {1, {1, 1, 1}}, {2, {1, 1, 1}},
                                                      {3.5, {1, 1, 1}},  {5, {1, 1, 1}}, {4, {2, 1, 1}},
                                                      {3, {1, 1.5, 0.7}}};

}  // namespace

BOOST_AUTO_TEST_CASE(closing_and_dilation_of_boxes_equal_brute_force) {
  std::mt19937 engine(5);
  std::uniform_int_distribution<std::int64_t> extent(1, 16);
  unsigned seed = 0;
  for (const auto& [radius, weight] : balls) {
    BallWorkspace workspace(radius, weight);  // one for boxes of all sizes
    for (int i = 0; i < 8; ++i) {
      Mask mask = speckles({extent(engine), extent(engine), extent(engine)}, ++seed);
      for (auto& voxel : mask.voxels) voxel *= 255;
      const ByteBox closed = on_device(mask), dilated = on_device(mask);
      close_by_ball(closed, workspace);
      dilate_by_ball(dilated, workspace);
      for (auto& voxel : mask.voxels) voxel = voxel != 0;
      BOOST_TEST(box_differences(closed, closing(mask, radius, weight, false)) == 0);
      BOOST_TEST(box_differences(dilated, spread(mask, offsets(radius, weight))) == 0);
    }
  }
}

BOOST_AUTO_TEST_CASE(rows_of_several_words_and_wide_balls) {
  const std::vector<std::pair<double, Weight>> wide = {{2, {1, 1, 1}}, {10, {1, 1, 1}}, {33, {11, 8, 1}}};
  for (const auto& [radius, weight] : wide) {
    const Mask mask = random_mask({3, 30, 150}, 0.002, 8);
    const ByteBox closed = on_device(mask), dilated = on_device(mask);
    close_by_ball(closed, radius, weight);
    dilate_by_ball(dilated, radius, weight);
    BOOST_TEST(box_differences(closed, closing(mask, radius, weight, false)) == 0);
    BOOST_TEST(box_differences(dilated, spread(mask, offsets(radius, weight))) == 0);
  }
  // A reach of more than a word: closed form.
  Mask line({1, 1, 400});
  line(0, 0, 100) = line(0, 0, 250) = 1;
  for (const double radius : {74.0, 75.0, 100.0}) {
    Mask expected = line;
    const ByteBox closed = on_device(line), dilated = on_device(line);
    close_by_ball(closed, radius, {1000, 1000, 1});
    for (int x = 100; x <= 250; ++x) expected(0, 0, x) = radius >= 75 || x == 100 || x == 250;
    BOOST_TEST(box_differences(closed, expected) == 0);
    dilate_by_ball(dilated, radius, {1000, 1000, 1});
    for (int x = 0; x < 400; ++x)
      expected(0, 0, x) = std::min(std::abs(x - 100), std::abs(x - 250)) <= radius;
    BOOST_TEST(box_differences(dilated, expected) == 0);
  }
}

BOOST_AUTO_TEST_CASE(device_loop_equals_words_of_bits) {
  for (const auto& [radius, weight] : balls) {
    const Mask mask = speckles({9, 14, 70}, 77);
    const Ball ball(radius, weight);
    const ByteBox image = on_device(mask), result("result", 9, 14, 70);
    dilate_directly(image, result, ball, {0, 0, 0}, false);
    BOOST_TEST(box_differences(result, spread(mask, offsets(radius, weight))) == 0);
    const Triple r{ball.reach(0), ball.reach(1), ball.reach(2)};
    const ByteBox wide("wide", 9 + 2 * r[0], 14 + 2 * r[1], 70 + 2 * r[2]);
    dilate_directly(image, wide, ball, {-r[0], -r[1], -r[2]}, false);
    dilate_directly(wide, result, ball, r, true);
    BOOST_TEST(box_differences(result, closing(mask, radius, weight, false)) == 0);
  }
}

BOOST_AUTO_TEST_CASE(whole_images_equal_brute_force_on_every_grid) {
  unsigned seed = 20;
  for (const Triple& n : {Triple{12, 13, 14}, {1, 30, 25}, {5, 4, 90}})
    for (const auto& [radius, weight] : balls) {
      const Mask mask = speckles(n, ++seed);
      const Mask expected = closing(mask, radius, weight, true);
      for (const Triple& grid : grids(n)) {
        const auto volume = distributed<std::uint8_t>(mask, grid, {0, 1, 0}, 1);
        BOOST_TEST(differences(close_by_ball(volume, radius, weight, {1, 0, 2}), expected) == 0);
      }
    }
}

BOOST_AUTO_TEST_CASE(closing_is_extensive_idempotent_and_leaves_faces_alone) {
  const Triple n{40, 41, 42};
  Mask mask = random_mask(n, 0.01, 4), slab(n);
  for_each(n, [&](auto z, auto y, auto x) {
    slab(z, y, x) = y >= 3 && y < 39;  // three and two voxels from the faces
    const bool near = std::min({z, y, x, n[0] - 1 - z, n[1] - 1 - y, n[2] - 1 - x}) < 10;
    if (near) mask(z, y, x) = 0;
  });
  for (const Triple& grid : grids(n)) {
    const auto once = close_by_ball(distributed<std::uint8_t>(mask, grid, {0, 0, 0}, 0), 5);
    const auto twice = close_by_ball(once, 5);
    const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), once.data());
    const auto again = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), twice.data());
    const Box box = once.decomposition().owned();
    int lost = 0, changed = 0, added = 0;
    for_each(box.extents(), [&](auto z, auto y, auto x) {
      const bool was = mask(z + box.begin[0], y + box.begin[1], x + box.begin[2]) != 0;
      lost += was && host(z, y, x) == 0;
      added += !was && host(z, y, x) != 0;
      changed += host(z, y, x) != again(z, y, x);
    });
    MPI_Allreduce(MPI_IN_PLACE, &added, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    BOOST_TEST(lost == 0);
    BOOST_TEST(changed == 0);
    BOOST_TEST(added > 0);
    BOOST_TEST(differences(close_by_ball(distributed<std::uint8_t>(slab, grid, {0, 0, 0}, 0), 5), slab) == 0);
  }
}

BOOST_AUTO_TEST_CASE(empty_and_full_stay_so) {
  for (const std::uint8_t value : {0, 1}) {
    Mask mask({6, 7, 8});
    for (auto& voxel : mask.voxels) voxel = value;
    for (const Triple& grid : grids(mask.extents))
      BOOST_TEST(differences(close_by_ball(distributed<std::uint8_t>(mask, grid, {0, 0, 0}, 0), 4), mask) ==
                 0);
    const ByteBox box = on_device(mask);
    close_by_ball(box, 4);
    BOOST_TEST(box_differences(box, mask) == 0);
  }
}

BOOST_AUTO_TEST_CASE(wrong_balls_are_refused) {
  for (const double radius : {-1.0, std::nan(""), std::numeric_limits<double>::infinity(), 1001.5})
    BOOST_CHECK_THROW(Ball{radius}, InputError);
  BOOST_CHECK_THROW(Ball(3, {1, 0, 1}), InputError);
  BOOST_CHECK_THROW(Ball(3, {1, 1, -2}), InputError);
}
