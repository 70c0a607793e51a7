// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/surface.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdio>

#include "tests/segmentation/kernels/digital_ellipsoid.h"

using namespace catena;
using namespace catena::test;

namespace {

struct Errors {
  double mean = 0;   ///< of the area
  double rms = 0;    ///< of the area
  double worst = 0;  ///< against the area of a body of the same shape that has the digital body's volume
};

/// Relative errors of the area of randomly placed and turned ellipsoids. Radii in units of the longest edge.
Errors area_errors(const Spacing& spacing, const Vector& radius, int samples) {
  std::mt19937 random(20);
  std::uniform_real_distribution<double> uniform(-0.5, 0.5);
  const SurfaceWeights weights = surface_weights(spacing, false);
  const double longest = *std::max_element(spacing.begin(), spacing.end());
  const double reach = longest * *std::max_element(radius.begin(), radius.end());
  Errors errors;
  for (int sample = 0; sample < samples; ++sample) {
    Ellipsoid shape;
    shape.axes = random_axes(random);
    Triple extents;
    for (int axis = 0; axis < 3; ++axis) {
      shape.radius[axis] = radius[axis] * longest;
      const auto half = static_cast<std::int64_t>(reach / spacing[axis]) + 2;
      extents[axis] = 2 * half + 1;
      shape.centre[axis] = (static_cast<double>(half) + uniform(random)) * spacing[axis];
    }
    const BinaryBox box = digital(shape, extents, spacing);
    const double error = surface_area(box, weights) / shape.area() - 1;
    const double volume = static_cast<double>(object_voxels(box)) * spacing[0] * spacing[1] * spacing[2];
    errors.mean += error / samples;
    errors.rms += error * error / samples;
    errors.worst =
        std::max(errors.worst, std::abs((1 + error) / std::pow(volume / shape.volume(), 2. / 3) - 1));
  }
  errors.rms = std::sqrt(errors.rms);
  std::printf("spacing %g %g %g radii %g %g %g: area error mean %+.2f %% rms %.2f %% worst %.2f %%\n",
              spacing[0], spacing[1], spacing[2], radius[0], radius[1], radius[2], 100 * errors.mean,
              100 * errors.rms, 100 * errors.worst);
  return errors;
}

}  // namespace

BOOST_AUTO_TEST_CASE(area_of_balls_and_turned_ellipsoids) {
  for (const Spacing& spacing : {Spacing{1, 1, 1}, Spacing{2, 1, 1}, Spacing{1, 1, 2}, Spacing{1, 2, 1}})
    for (const Vector& radius : {Vector{8, 8, 8}, Vector{10, 10, 10}, Vector{15, 15, 15}, Vector{8, 8, 16},
                                 Vector{8, 16, 16}, Vector{8, 12, 24}}) {
      const Errors errors = area_errors(spacing, radius, 10);
      BOOST_TEST(std::abs(errors.mean) < 0.004);
      BOOST_TEST(errors.rms < 0.006);
      BOOST_TEST(errors.worst < 0.01);
    }
}

BOOST_AUTO_TEST_CASE(odd_spacings) {
  for (const Spacing& spacing : {Spacing{1, 1.4, 1}, Spacing{3, 1, 1.3}})
    BOOST_TEST(area_errors(spacing, {12, 12, 16}, 4).worst < 0.01);
}

BOOST_AUTO_TEST_CASE(area_scales_with_the_voxel) {
  const SurfaceWeights one = surface_weights({1, 1, 1}, false),
                       nano = surface_weights({7e-8, 7e-8, 7e-8}, false);
  Ellipsoid ball{{9, 9, 9}, {7, 7, 7}, {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
  const auto box = digital(ball, {19, 19, 19}, {1, 1, 1});
  BOOST_TEST(surface_area(box, nano) == 49e-16 * surface_area(box, one), boost::test_tools::tolerance(1e-7));
}

BOOST_AUTO_TEST_CASE(perimeter_of_discs_times_thickness) {
  for (const Spacing& spacing : {Spacing{3, 1, 1}, Spacing{0.5, 2, 1}}) {
    const SurfaceWeights weights = surface_weights(spacing, true);
    for (double radius : {8.0, 20.0}) {
      std::mt19937 random(2);
      std::uniform_real_distribution<double> uniform(-0.5, 0.5);
      double mean = 0;
      for (int sample = 0; sample < 10; ++sample) {
        const double r = radius * std::max(spacing[1], spacing[2]);
        const Ellipsoid disc{{0, 50 + uniform(random), 50 + uniform(random)},
                             {1e9, r, r},
                             {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}}};
        const auto n = static_cast<std::int64_t>(101);
        const double error =
            surface_area(digital(disc, {1, n, n}, spacing), weights) / (2 * M_PI * r * spacing[0]) - 1;
        mean += error / 10;
        BOOST_TEST(std::abs(error) < 0.02);
      }
      BOOST_TEST(std::abs(mean) < 0.01);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_body_that_fills_its_box_has_its_surface) {
  // Cells around the box see the faces that lie on the array's edge, whatever the row length.
  const SurfaceWeights weights = surface_weights({1, 1, 1}, false);
  for (int nx : {1, 2, 7, 8, 9, 255, 256, 257, 600}) {
    BinaryBox tight("tight", 5, 4, nx), roomy("roomy", 9, 8, nx + 4);
    Kokkos::deep_copy(tight, 1);
    Kokkos::deep_copy(
        Kokkos::subview(roomy, std::make_pair(2, 7), std::make_pair(2, 6), std::make_pair(2, 2 + nx)), 1);
    BOOST_TEST(surface_area(tight, weights) == surface_area(roomy, weights));
    BOOST_TEST(surface_voxels(tight, false) == surface_voxels(roomy, false));
    BOOST_TEST(surface_voxels(tight, false) == 5 * 4 * nx - 3 * 2 * std::max(0, nx - 2));
    BOOST_TEST(object_voxels(roomy) == 5 * 4 * nx);
  }
  BinaryBox sheet("sheet", 1, 5, 6);
  Kokkos::deep_copy(sheet, 1);
  BOOST_TEST(surface_voxels(sheet, true) == 30 - 12);
  BOOST_TEST(surface_voxels(sheet, false) == 30);
}
