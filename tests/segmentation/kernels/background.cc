// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/background.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "jobs/run/error.h"
#include "segmentation/kernels/gaussian.h"
#include "tests/segmentation/kernels/distributed_image.h"

using namespace catena;
using namespace catena::test;

namespace {

using Image = WholeImage<std::uint16_t>;
using Sigma = std::array<double, 3>;

/// Blobs on a slope, and noise.
std::uint16_t scene(std::int64_t z, std::int64_t y, std::int64_t x) {
  const bool particle = noise(z / 9, y / 13, x / 13) % 2 == 0;
  return static_cast<std::uint16_t>(12000 + (particle ? 16000 : 0) + 40 * x + 60 * y + noise(z, y, x) % 4000);
}

/// Normalised convolution along every axis in turn, in double precision.
std::vector<double> convolved(std::vector<double> values, const Triple& n, const Sigma& sigma) {
  const std::int64_t stride[3] = {n[1] * n[2], n[2], 1};
  for (int axis = 0; axis < 3; ++axis) {
    const std::vector<double> weight = gaussian_weights(sigma[axis]), before = values;
    const auto reach = static_cast<std::int64_t>(weight.size()) - 1;
    for (std::int64_t i = 0; i < product(n); ++i) {
      const std::int64_t at = i / stride[axis] % n[axis];
      double sum = 0;
      for (auto t = std::max(-reach, -at); t <= std::min(reach, n[axis] - 1 - at); ++t)
        sum += weight[static_cast<std::size_t>(std::abs(t))] *
               before[static_cast<std::size_t>(i + t * stride[axis])];
      values[static_cast<std::size_t>(i)] = sum;
    }
  }
  return values;
}

struct Direct {
  std::vector<double> background;
  std::vector<bool> inside;
  double mean = 0;
  Direct(const Image& image, const Sigma& sigma, const FieldOfView& view) {
    std::vector<double> value, mask;
    double number = 0;
    for (std::int64_t i = 0; i < product(image.extents); ++i) {
      const std::int64_t y = i / image.extents[2] % image.extents[1], x = i % image.extents[2];
      inside.push_back(view.contains(y, x));
      mask.push_back(inside.back() ? 1 : 0);
      value.push_back(mask.back() * image.voxels[static_cast<std::size_t>(i)]);
      number += mask.back();
      mean += value.back();
    }
    mean /= number;
    background = convolved(value, image.extents, sigma);
    const std::vector<double> share = convolved(mask, image.extents, sigma);
    for (std::size_t i = 0; i < share.size(); ++i) background[i] /= share[i];
  }
};

double worst_difference(const Image& image, const Sigma& sigma, const FieldOfView& view, const Image& found) {
  const Direct direct(image, sigma, view);
  double worst = 0;
  for (std::size_t i = 0; i < image.voxels.size(); ++i) {
    const double exact =
        direct.inside[i] ? image.voxels[i] - direct.background[i] + direct.mean : direct.mean;
    worst = std::max(worst, std::abs(found.voxels[i] - std::clamp(exact, 0.0, 65535.0)));
  }
  return worst;
}

}  // namespace

BOOST_AUTO_TEST_CASE(narrow_gaussians_are_exact) {
  const Image image({5, 16, 31}, scene);
  for (const Sigma& sigma : {Sigma{2, 3, 4}, Sigma{0, 5, 2.5}})
    for (const FieldOfView& view : {FieldOfView(), FieldOfView(7.5, 15, 8)})
      BOOST_TEST(worst_difference(image, sigma, view,
                                  gather(remove_background(distribute(image, grids().back(), {1, 0, 2}),
                                                           sigma, {0, 1, 0}, view))) < 0.6);
}

BOOST_AUTO_TEST_CASE(wide_gaussians_are_within_a_few_grey_levels_of_the_direct_convolution) {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const Image slice({1, 150, 310}, scene);
  for (const double sigma : {13.0, 20.0, 40.0, 100.0})
    for (const FieldOfView& view : {FieldOfView(), FieldOfView(74.5, 154.5, 75)})
      BOOST_TEST(worst_difference(slice, {0, sigma, sigma}, view,
                                  gather(remove_background(distribute(slice, {1, 1, ranks}, {0, 0, 0}),
                                                           {0, sigma, sigma}, {0, 0, 0}, view))) < 16);
  const Image stack({30, 61, 73}, scene);
  for (const Sigma& sigma : {Sigma{12, 12, 12}, Sigma{0, 25, 25}, Sigma{13, 26, 40}})
    BOOST_TEST(worst_difference(stack, sigma, FieldOfView(),
                                gather(remove_background(distribute(stack, grids().front(), {0, 0, 0}), sigma,
                                                         {0, 0, 0}))) < 16);
}

BOOST_AUTO_TEST_CASE(every_cut_gives_the_same_bits) {
  const Image image({12, 41, 57}, scene);
  const FieldOfView view = inscribed_circle(image.extents);
  for (const Sigma& sigma : {Sigma{15, 20, 30}, Sigma{0, 14, 14}, Sigma{3, 1, 0}})
    for (const auto how : {BackgroundRemoval::subtract, BackgroundRemoval::divide}) {
      const Image reference = gather(
          remove_background(distribute(image, grids().front(), {0, 0, 0}), sigma, {0, 0, 0}, view, how));
      for (const Triple& grid : grids())
        BOOST_TEST((gather(remove_background(distribute(image, grid, {1, 1, 1}), sigma, {2, 0, 1}, view, how))
                        .voxels == reference.voxels));
      // one rank by itself, whatever the number of ranks
      const auto alone = std::make_shared<Decomposition>(MPI_COMM_SELF, image.extents);
      const Volume<std::uint16_t> whole(alone, {1, 1, 1}, "whole image");
      const auto host = Kokkos::create_mirror_view(whole.data());
      for (std::size_t i = 0; i < image.voxels.size(); ++i) host.data()[i] = image.voxels[i];
      Kokkos::deep_copy(whole.data(), host);
      const auto single = Kokkos::create_mirror_view_and_copy(
          Kokkos::HostSpace(), remove_background(whole, sigma, {0, 0, 0}, view, how).data());
      BOOST_TEST(std::equal(reference.voxels.begin(), reference.voxels.end(), single.data()));
    }
}

BOOST_AUTO_TEST_CASE(a_smooth_field_goes_and_the_texture_stays) {
  const Triple extents{4, 120, 160};
  const auto texture = [](std::int64_t y, std::int64_t x) {
    return (y / 6 + x / 6) % 2 == 0 ? 1000.0 : -1000.0;
  };
  const auto field = [](std::int64_t y, std::int64_t x) {
    return 8000 * std::sin(y / 60.0) * std::cos(x / 80.0);
  };
  const Image image(extents, [&](auto, auto y, auto x) {
    return static_cast<std::uint16_t>(30000 + texture(y, x) + field(y, x));
  });
  const Image found =
      gather(remove_background(distribute(image, grids().back(), {0, 0, 0}), {0, 18, 18}, {0, 0, 0}));
  const auto variation = [&](const Image& of) {
    double low = 1e9, high = -1e9;
    for (int y = 30; y < 90; ++y)
      for (int x = 30; x < 130; ++x) {
        low = std::min(low, of.at(2, y, x) - texture(y, x));
        high = std::max(high, of.at(2, y, x) - texture(y, x));
      }
    return high - low;
  };
  BOOST_TEST(variation(image) > 7000);
  BOOST_TEST(variation(found) < 0.1 * variation(image));
}

BOOST_AUTO_TEST_CASE(division_undoes_uneven_illumination) {
  const Image image({4, 60, 90}, [](auto, auto y, auto x) {
    return static_cast<std::uint16_t>((noise(0, y, x) % 2 == 0 ? 20000 : 30000) *
                                      (1 + 0.4 * std::sin(x / 60.0)));
  });
  const Image found = gather(remove_background(distribute(image, grids().back(), {0, 0, 0}), {0, 12, 12},
                                               {0, 0, 0}, {}, BackgroundRemoval::divide));
  double low = 0, high = 0, low_number = 0, high_number = 0;
  for (int y = 0; y < 60; ++y)
    for (int x = 20; x < 70; ++x) {
      const bool bright = noise(0, y, x) % 2 != 0;
      (bright ? high : low) += found.at(1, y, x);
      (bright ? high_number : low_number) += 1;
    }
  BOOST_TEST((high / high_number) / (low / low_number) == 1.5, boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(bad_arguments_are_refused) {
  const auto volume = distribute(Image({4, 9, 9}, scene), {0, 0, 0}, {0, 0, 0});
  BOOST_CHECK_THROW(remove_background(volume, {0, -1, 5}, {0, 0, 0}), InputError);
  BOOST_CHECK_THROW(remove_background(volume, {0, 5, std::nan("")}, {0, 0, 0}), InputError);
  BOOST_CHECK_THROW(remove_background(volume, {0, 5, 5}, {0, 0, 0}, FieldOfView(4.5, 4.5, 0.1)), InputError);
}
