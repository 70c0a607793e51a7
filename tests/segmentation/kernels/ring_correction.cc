// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/ring_correction.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "jobs/run/error.h"
#include "segmentation/kernels/ring_profile.h"
#include "tests/segmentation/kernels/distributed_image.h"

using namespace catena;
using namespace catena::test;

namespace {

using Image = WholeImage<std::uint16_t>;
constexpr double centre_y = 78.3, centre_x = 82.6;

/// Balls of radius 7 to 10 in cells of 24 voxels, bright on dark, and noise.
double texture(std::int64_t z, std::int64_t y, std::int64_t x) {
  const auto cell = [](std::int64_t i) { return i / 24; };
  const std::uint32_t chance = noise(cell(z), cell(y), cell(x));
  const double radius = 7 + chance % 4;
  const double shift = chance / 7 % 5 - 2.0;
  const double dz = static_cast<double>(z % 24) - 11.5, dy = static_cast<double>(y % 24) - 11.5 + shift,
               dx = static_cast<double>(x % 24) - 11.5 - shift;
  const bool ball = dz * dz + dy * dy + dx * dx < radius * radius;
  return (ball ? 40000.0 : 20000.0) + noise(z, y, x) % 3000;
}

/// Heights of rings along the radius.
double rings(std::int64_t y, std::int64_t x) {
  const double r = std::hypot(static_cast<double>(y) - centre_y, static_cast<double>(x) - centre_x);
  const auto one = [r](double at, double width, double height) {
    return height * std::exp(-(r - at) * (r - at) / (2 * width * width));
  };
  return one(23.4, 1.0, 3000) + one(37.7, 1.2, -3500) + one(51, 0.8, 4000) + one(64.2, 1.0, -2500) +
         one(90, 1.1, 3000);
}

Image stack(const Triple& extents, double strength) {
  return Image(extents, [=](auto z, auto y, auto x) {
    return static_cast<std::uint16_t>(texture(z, y, x) + strength * rings(y, x));
  });
}

RingCorrection parameters(bool same) {
  RingCorrection p;
  p.centre_y = centre_y;
  p.centre_x = centre_x;
  p.same_in_every_slice = same;
  return p;
}

struct Effect {
  double height = 0;  ///< of the rings still there, as a share of what was put in
  double rest = 0;    ///< root mean square of what else changed
  Effect(const Image& found) {
    double product = 0, square = 0, number = 0;
    const Triple n = found.extents;
    for (std::int64_t z = 0; z < n[0]; ++z)
      for (std::int64_t y = 0; y < n[1]; ++y)
        for (std::int64_t x = 0; x < n[2]; ++x) {
          const double change = found.at(z, y, x) - std::floor(texture(z, y, x)), r = rings(y, x);
          product += change * r;
          square += r * r;
          rest += change * change;
          number += 1;
        }
    height = product / square;
    rest = std::sqrt((rest - height * product) / number);
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(rings_go_and_the_texture_stays) {
  const Triple extents{24, 160, 170};
  const Image ringed = stack(extents, 1), clean = stack(extents, 0);
  BOOST_TEST(Effect(ringed).height == 1.0, boost::test_tools::tolerance(0.01));
  for (const bool same : {true, false}) {
    const Effect effect(
        gather(remove_rings(distribute(ringed, grids().back(), {0, 0, 0}), parameters(same), {0, 0, 0})));
    BOOST_TEST_MESSAGE("same in every slice: " << same << ", height left " << effect.height << ", rest "
                                               << effect.rest);
    BOOST_TEST(std::abs(effect.height) < 0.2);
    BOOST_TEST(effect.rest < 250);  // grey levels, of 20000 between ball and ground
    const Effect harm(
        gather(remove_rings(distribute(clean, grids().back(), {0, 0, 0}), parameters(same), {0, 0, 0})));
    BOOST_TEST_MESSAGE("harm " << harm.rest);
    BOOST_TEST(harm.rest < 30);
  }
}

BOOST_AUTO_TEST_CASE(one_slice) {
  const Triple extents{1, 160, 170};
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const Effect effect(gather(
      remove_rings(distribute(stack(extents, 1), {1, ranks, 1}, {0, 0, 0}), parameters(false), {0, 0, 0})));
  BOOST_TEST_MESSAGE("one slice: height left " << effect.height << ", rest " << effect.rest);
  BOOST_TEST(std::abs(effect.height) < 0.3);
}

BOOST_AUTO_TEST_CASE(slices_alike_stay_alike) {
  const Triple extents{6, 60, 70};
  const Image image(extents, [](auto, auto y, auto x) {
    return static_cast<std::uint16_t>(20000 + noise(0, y, x) % 500 + (y == 30 && x == 34 ? 5000 : 0));
  });
  RingCorrection p = parameters(false);
  p.centre_y = 30;
  p.centre_x = 34;
  const Image found = gather(remove_rings(distribute(image, grids().back(), {0, 0, 0}), p, {0, 0, 0}));
  BOOST_TEST(found.at(0, 30, 34) < image.at(0, 30, 34));
  for (std::int64_t z = 1; z < extents[0]; ++z)
    for (std::int64_t y = 0; y < extents[1]; ++y)
      for (std::int64_t x = 0; x < extents[2]; ++x)
        if (found.at(z, y, x) != found.at(0, y, x))
          BOOST_ERROR("slice " << z << " differs from the first at " << y << ", " << x);
}

BOOST_AUTO_TEST_CASE(every_cut_gives_the_same_bits) {
  const Image image = stack({8, 60, 70}, 1);
  RingCorrection p = parameters(false);
  p.centre_y = 30.2;
  p.centre_x = 34.1;
  p.rounds = 2;
  const FieldOfView view(29.5, 34.5, 29);
  for (const bool same : {true, false}) {
    p.same_in_every_slice = same;
    const Image reference =
        gather(remove_rings(distribute(image, grids().front(), {0, 0, 0}), p, {0, 0, 0}, view));
    for (const Triple& grid : grids())
      BOOST_TEST((gather(remove_rings(distribute(image, grid, {1, 1, 2}), p, {0, 1, 0}, view)).voxels ==
                  reference.voxels));
    int outside = 0;
    for (int y = 0; y < 60; ++y)
      for (int x = 0; x < 70; ++x)
        outside += !view.contains(y, x) && reference.at(3, y, x) != image.at(3, y, x);
    BOOST_TEST(outside == 0);
  }
}

BOOST_AUTO_TEST_CASE(sums_by_rows_and_by_atomics_agree) {
  const Image image({5, 20, 30},
                    [](auto z, auto y, auto x) { return static_cast<std::uint16_t>(noise(z, y, x)); });
  const FieldOfView view(10, 15, 9.5);
  for (const Triple& grid : grids()) {
    const auto volume = distribute(image, grid, {1, 0, 2});
    const Rings rings(image.extents, volume.decomposition().owned(), 9.3, 16.1, view);
    std::vector<std::int64_t> expected(static_cast<std::size_t>(5 * rings.number), 0),
        number(expected.size(), 0);
    for (int z = 0; z < 5; ++z)
      for (int y = 0; y < 20; ++y)
        for (int x = 0; x < 30; ++x) {
          if (!view.contains(y, x)) continue;
          const auto ring = static_cast<std::size_t>(2 * std::hypot(y - 9.3, x - 16.1));
          expected[static_cast<std::size_t>(z * rings.number) + ring] +=
              std::clamp(image.at(z, y, x) - no_residual, -20000, 20000);
          number[ring] += z == 0;
        }
    BOOST_TEST((sum_rings(volume, rings, view, 20000) == expected));
    BOOST_TEST(
        (sum_rings_by_atomics(volume, rings, view, 20000) == sum_rings_by_rows(volume, rings, view, 20000)));
    for (int ring = 0; ring < rings.number; ++ring) BOOST_TEST(rings.voxels[ring] == number[ring]);
  }
}

BOOST_AUTO_TEST_CASE(bad_arguments_are_refused) {
  const auto volume = distribute(stack({4, 8, 8}, 0), {0, 0, 0}, {0, 0, 0});
  RingCorrection p = centred_rings(volume.extents());
  BOOST_TEST(p.centre_y == 3.5);
  p.width = 0;
  BOOST_CHECK_THROW(remove_rings(volume, p, {0, 0, 0}), InputError);
  p = centred_rings(volume.extents());
  p.rounds = 0;
  BOOST_CHECK_THROW(remove_rings(volume, p, {0, 0, 0}), InputError);
  p = centred_rings(volume.extents());
  p.centre_x = std::nan("");
  BOOST_CHECK_THROW(remove_rings(volume, p, {0, 0, 0}), InputError);
}
