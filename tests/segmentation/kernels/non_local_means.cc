// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/non_local_means.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "jobs/run/error.h"
#include "segmentation/kernels/noise_level.h"
#include "tests/segmentation/kernels/distributed_image.h"

using namespace catena;
using namespace catena::test;

namespace {

using Image = WholeImage<std::uint16_t>;

/// Nearly gaussian noise of standard deviation `sigma`: twelve uniform numbers.
double gaussian_noise(double sigma, std::int64_t z, std::int64_t y, std::int64_t x) {
  double sum = -6;
  for (int k = 0; k < 12; ++k) sum += noise(z + 1000 * k, y, x) / 4294967296.0;
  return sigma * sum;
}

double step(std::int64_t z, std::int64_t y, std::int64_t x) {
  return (z / 6 + y / 8 + x / 10) % 2 == 0 ? 20000.0 : 40000.0;
}

Image noisy(const Triple& extents, double sigma) {
  return Image(extents, [sigma](auto z, auto y, auto x) {
    return static_cast<std::uint16_t>(step(z, y, x) + gaussian_noise(sigma, z, y, x));
  });
}

/// By its definition, in double precision.
double direct(const Image& image, const NonLocalMeans& p, std::int64_t z, std::int64_t y, std::int64_t x) {
  const auto mirrored = [](std::int64_t i, std::int64_t n) {
    return i < 0 ? -i : i >= n ? 2 * (n - 1) - i : i;
  };
  const auto at = [&](std::int64_t k, std::int64_t j, std::int64_t i) -> double {
    return image.at(mirrored(k, image.extents[0]), mirrored(j, image.extents[1]),
                    mirrored(i, image.extents[2]));
  };
  const int in_space = image.extents[0] > 1;
  const double h = p.strength * p.noise;
  double weights = 0, sum = 0;
  for (int dz = -p.search * in_space; dz <= p.search * in_space; ++dz)
    for (int dy = -p.search; dy <= p.search; ++dy)
      for (int dx = -p.search; dx <= p.search; ++dx) {
        double d = 0;
        int number = 0;
        for (int k = -in_space; k <= in_space; ++k)
          for (int j = -1; j <= 1; ++j)
            for (int i = -1; i <= 1; ++i, ++number)
              d += std::pow(at(z + k, y + j, x + i) - at(z + k + dz, y + j + dy, x + i + dx), 2);
        const double w = std::exp(-std::max(0.0, d / number - 2 * p.noise * p.noise) / (h * h));
        weights += w;
        sum += w * at(z + dz, y + dy, x + dx);
      }
  return sum / weights;
}

}  // namespace

BOOST_AUTO_TEST_CASE(equals_its_definition_on_every_cut) {
  for (const Triple& extents : {Triple{8, 10, 13}, Triple{1, 12, 19}})
    for (const NonLocalMeans& p : {NonLocalMeans{2, 3000, 0.8}, NonLocalMeans{1, 800, 2.0}}) {
      const Image image = noisy(extents, 3000);
      for (const Triple& grid : grids()) {
        if (grid[0] > extents[0]) continue;
        const Triple radius = non_local_means_radius(p, extents);
        const Image found = gather(
            non_local_means(distribute(image, grid, {radius[0], radius[1] + 1, radius[2]}), p, {0, 1, 0}));
        double worst = 0;
        for (int z = 0; z < extents[0]; ++z)
          for (int y = 0; y < extents[1]; ++y)
            for (int x = 0; x < extents[2]; ++x)
              worst = std::max(worst, std::abs(found.at(z, y, x) - direct(image, p, z, y, x)));
        BOOST_TEST(worst < 1.5);
      }
    }
}

BOOST_AUTO_TEST_CASE(moving_sums_and_single_voxels_give_the_same_bits) {
  const NonLocalMeans p{2, 3000, 0.8};
  const Image image = noisy({10, 19, 133}, 3000);
  const Image reference =
      gather(non_local_means_by_voxels(distribute(image, {0, 0, 0}, {3, 3, 3}), p, {0, 0, 0}));
  for (const Triple& grid : grids())
    BOOST_TEST((gather(non_local_means(distribute(image, grid, {3, 3, 3}), p, {0, 0, 0})).voxels ==
                reference.voxels));
}

BOOST_AUTO_TEST_CASE(noise_falls_and_edges_stay) {
  const double sigma = 2500;
  const Image image = noisy({12, 24, 40}, sigma);
  const auto volume = distribute(image, grids().back(), {3, 3, 3});
  const Image found = gather(non_local_means(volume, {2, sigma, 0.8}, {0, 0, 0}));
  double before = 0, after = 0;
  for (int z = 0; z < 12; ++z)
    for (int y = 0; y < 24; ++y)
      for (int x = 0; x < 40; ++x) {
        before += std::pow(image.at(z, y, x) - step(z, y, x), 2);
        after += std::pow(found.at(z, y, x) - step(z, y, x), 2);
      }
  BOOST_TEST(std::sqrt(after) < 0.5 * std::sqrt(before));  // a gaussian would raise it at these edges
}

BOOST_AUTO_TEST_CASE(a_constant_stays) {
  const Image image({4, 9, 9}, [](auto, auto, auto) { return std::uint16_t{54321}; });
  BOOST_TEST(
      (gather(non_local_means(distribute(image, grids().back(), {4, 4, 4}), {3, 10, 1}, {0, 0, 0})).voxels ==
       image.voxels));
}

BOOST_AUTO_TEST_CASE(the_noise_is_estimated_beside_edges_and_outside_the_field_of_view) {
  const FieldOfView view(59.5, 59.5, 55);
  for (const Triple& extents : {Triple{12, 120, 120}, Triple{1, 120, 120}})
    for (const double sigma : {300.0, 2000.0}) {
      const Image image(extents, [&](auto z, auto y, auto x) {
        return static_cast<std::uint16_t>(
            view.contains(y, x) ? (x / 30 % 2 ? 20000 : 40000) + gaussian_noise(sigma, z, y, x) : 0);
      });
      Triple grid = grids().back();
      if (extents[0] == 1) grid = {1, grid[0] * grid[1], grid[2]};
      BOOST_TEST(noise_level(distribute(image, grid, {1, 1, 1}), view) == sigma,
                 boost::test_tools::tolerance(0.12));
    }
}

BOOST_AUTO_TEST_CASE(bad_arguments_are_refused) {
  const auto volume = distribute(noisy({8, 8, 8}, 100), {0, 0, 0}, {3, 3, 3});
  BOOST_CHECK_THROW(non_local_means(volume, {3, 100, 0.8}, {0, 0, 0}), InputError);
  BOOST_CHECK_THROW(non_local_means(volume, {0, 100, 0.8}, {0, 0, 0}), InputError);
  BOOST_CHECK_THROW(non_local_means(volume, {2, 0, 0.8}, {0, 0, 0}), InputError);
  BOOST_CHECK_THROW(non_local_means(volume, {2, 100, -1}, {0, 0, 0}), InputError);
  BOOST_CHECK_THROW(noise_level(distribute(noisy({8, 8, 8}, 100), {0, 0, 0}, {0, 1, 1})), InputError);
}
