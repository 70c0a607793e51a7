// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/gaussian.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "jobs/run/error.h"
#include "tests/segmentation/kernels/distributed_image.h"

using namespace catena;
using namespace catena::test;

namespace {

using Sigma = std::array<double, 3>;
using Image = WholeImage<std::uint16_t>;

std::int64_t mirrored(std::int64_t i, std::int64_t n) {
  const std::int64_t m = i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i;
  if (m >= 0 && m < n) return m;
  return i < 0 ? 0 : n - 1;
}

/// The convolution in three dimensions at once, in double precision.
double direct(const Image& image, const Sigma& sigma, std::int64_t z, std::int64_t y, std::int64_t x) {
  const Triple r = gaussian_radius(sigma);
  double sum = 0, weights = 0;
  for (auto dz = -r[0]; dz <= r[0]; ++dz)
    for (auto dy = -r[1]; dy <= r[1]; ++dy)
      for (auto dx = -r[2]; dx <= r[2]; ++dx) {
        const std::int64_t d[3] = {dz, dy, dx};
        double exponent = 0;
        for (int axis = 0; axis < 3; ++axis)
          if (d[axis] != 0)
            exponent += static_cast<double>(d[axis] * d[axis]) / (2 * sigma[axis] * sigma[axis]);
        const double w = std::exp(-exponent);
        weights += w;
        sum += w * image.at(mirrored(z + dz, image.extents[0]), mirrored(y + dy, image.extents[1]),
                            mirrored(x + dx, image.extents[2]));
      }
  return sum / weights;
}

}  // namespace

BOOST_AUTO_TEST_CASE(equals_the_direct_convolution_on_every_cut) {
  const Image image({7, 12, 19},
                    [](auto z, auto y, auto x) { return static_cast<std::uint16_t>(noise(z, y, x)); });
  for (const Sigma& sigma : {Sigma{1, 1, 1}, Sigma{0.4, 1.3, 0}, Sigma{0, 0, 2.2}, Sigma{1.6, 0, 0.7}}) {
    for (const Triple& grid : grids()) {
      const Triple radius = gaussian_radius(sigma);
      const auto volume = distribute(image, grid, {radius[0] + 1, radius[1], radius[2] + 2});
      const Image found = gather(gaussian(volume, sigma, {1, 0, 2}));
      double worst = 0;
      for (int z = 0; z < 7; ++z)
        for (int y = 0; y < 12; ++y)
          for (int x = 0; x < 19; ++x)
            worst = std::max(worst, std::abs(found.at(z, y, x) - direct(image, sigma, z, y, x)));
      BOOST_TEST(worst < 0.51);  // half a grey level is the rounding
    }
  }
}

BOOST_AUTO_TEST_CASE(tiles_and_whole_passes_give_the_same_bits) {
  const Image image({5, 70, 530},
                    [](auto z, auto y, auto x) { return static_cast<std::uint16_t>(noise(z, y, x)); });
  for (const Sigma& sigma : {Sigma{1, 1, 1}, Sigma{0.5, 3.1, 1.9}, Sigma{0, 1, 0}}) {
    const Image reference =
        gather(gaussian_by_passes(distribute(image, {0, 0, 0}, gaussian_radius(sigma)), sigma, {0, 0, 0}));
    for (const Triple& grid : grids())
      BOOST_TEST(
          (gather(gaussian(distribute(image, grid, gaussian_radius(sigma)), sigma, {0, 0, 0})).voxels ==
           reference.voxels));
  }
}

BOOST_AUTO_TEST_CASE(a_point_becomes_the_gaussian_of_these_moments) {
  const Sigma sigma{1, 1.5, 2};
  const Image image({23, 31, 41}, [](auto z, auto y, auto x) {
    return static_cast<std::uint16_t>(z >= 10 && z <= 12 && y == 15 && x == 20 ? 65535 : 0);
  });
  const Image found =
      gather(gaussian(distribute(image, grids().back(), gaussian_radius(sigma)), sigma, {0, 0, 0}));
  double mass = 0, moment[3] = {0, 0, 0};
  for (int z = 0; z < 23; ++z)
    for (int y = 0; y < 31; ++y)
      for (int x = 0; x < 41; ++x) {
        const double v = found.at(z, y, x);
        mass += v;
        moment[0] += v * (z - 11) * (z - 11);
        moment[1] += v * (y - 15) * (y - 15);
        moment[2] += v * (x - 20) * (x - 20);
      }
  BOOST_TEST(mass == 3 * 65535.0, boost::test_tools::tolerance(2e-3));
  BOOST_TEST(moment[0] / mass == 1.0 + 2.0 / 3, boost::test_tools::tolerance(0.01));
  BOOST_TEST(moment[1] / mass == 2.25, boost::test_tools::tolerance(0.01));
  BOOST_TEST(moment[2] / mass == 4.0, boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(a_constant_stays_and_no_sigma_changes_nothing) {
  for (const int value : {0, 1, 40000, 65535}) {
    const Image image({4, 6, 9}, [value](auto, auto, auto) { return static_cast<std::uint16_t>(value); });
    BOOST_TEST((gather(gaussian(distribute(image, grids()[0], {8, 8, 8}), {2, 2, 2}, {0, 0, 0})).voxels ==
                image.voxels));
  }
  const Image image({4, 6, 9},
                    [](auto z, auto y, auto x) { return static_cast<std::uint16_t>(noise(z, y, x)); });
  BOOST_TEST((gather(gaussian(distribute(image, grids()[0], {0, 0, 0}), {0, 0, 0}, {0, 0, 0})).voxels ==
              image.voxels));
}

BOOST_AUTO_TEST_CASE(one_slice_is_smoothed_in_its_plane) {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const Image image({1, 15, 22},
                    [](auto z, auto y, auto x) { return static_cast<std::uint16_t>(noise(z, y, x)); });
  const Triple grid{1, ranks, 1};
  const Image in_space = gather(gaussian(distribute(image, grid, {4, 4, 4}), {1, 1, 1}, {0, 0, 0}));
  const Image in_plane = gather(gaussian(distribute(image, grid, {0, 4, 4}), {0, 1, 1}, {0, 0, 0}));
  int worst = 0;
  for (std::size_t i = 0; i < image.voxels.size(); ++i)
    worst = std::max(worst, std::abs(int{in_space.voxels[i]} - int{in_plane.voxels[i]}));
  BOOST_TEST(worst <= 1);
}

BOOST_AUTO_TEST_CASE(bad_arguments_are_named) {
  const Image image({4, 4, 4}, [](auto, auto, auto) { return std::uint16_t{1}; });
  const auto volume = distribute(image, {0, 0, 0}, {4, 4, 4});
  BOOST_CHECK_THROW(gaussian(volume, {-1, 1, 1}, {0, 0, 0}), InputError);
  BOOST_CHECK_THROW(gaussian(volume, {1, std::numeric_limits<double>::quiet_NaN(), 1}, {0, 0, 0}),
                    InputError);
  BOOST_CHECK_THROW(gaussian(volume, {1, 1, 1.5}, {0, 0, 0}), InputError);
}
