// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/normalise.h"

#include <algorithm>
#include <boost/mpl/list.hpp>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "jobs/run/error.h"
#include "tests/segmentation/kernels/distributed_image.h"

using namespace catena;
using namespace catena::test;

namespace {

using Types = boost::mpl::list<std::uint8_t, std::uint16_t, float>;

template <class T>
T grey(std::int64_t z, std::int64_t y, std::int64_t x) {
  return static_cast<T>(noise(z, y, x) % 60000 / 256);
}
template <>
std::uint16_t grey<std::uint16_t>(std::int64_t z, std::int64_t y, std::int64_t x) {
  return static_cast<std::uint16_t>(noise(z, y, x) % 60000);
}
template <>
float grey<float>(std::int64_t z, std::int64_t y, std::int64_t x) {  // both signs, many magnitudes
  const double r = noise(z, y, x) / 4294967296.0 - 0.5;
  return static_cast<float>(r * std::pow(10.0, static_cast<double>(noise(x, z, y) % 9) - 4));
}

}  // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(percentiles_are_exact_and_the_map_is_linear_between_them, T, Types) {
  const WholeImage<T> image({6, 11, 23}, grey<T>);
  std::vector<T> sorted = image.voxels;
  std::sort(sorted.begin(), sorted.end());
  const auto rank = [&](double percent) {
    return static_cast<std::size_t>(std::llround(percent / 100 * (sorted.size() - 1)));
  };
  for (const Triple& grid : grids()) {
    const auto volume = distribute(image, grid, {1, 1, 2});
    for (const auto& [low, high] : {std::pair{0.0, 100.0}, {1.0, 99.8}, {30.0, 31.0}}) {
      const GreyRange range = grey_range(volume, low, high);
      BOOST_TEST(range.lower == static_cast<double>(sorted[rank(low)]));
      BOOST_TEST(range.upper == static_cast<double>(sorted[rank(high)]));
      const auto found = gather(normalise(volume, low, high, {0, 2, 1}));
      double worst = 0;
      for (std::size_t i = 0; i < image.voxels.size(); ++i) {
        const double exact =
            65535 * (static_cast<double>(image.voxels[i]) - range.lower) / (range.upper - range.lower);
        worst = std::max(worst, std::abs(found.voxels[i] - std::clamp(exact, 0.0, 65535.0)));
      }
      BOOST_TEST(worst < 0.5001);
    }
  }
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_constant_image_is_refused_with_its_value, T, Types) {
  const WholeImage<T> image({4, 5, 6}, [](auto, auto, auto) { return static_cast<T>(17); });
  const auto volume = distribute(image, grids().back(), {0, 0, 0});
  BOOST_CHECK_EXCEPTION(normalise(volume, 1, 99, {0, 0, 0}), InputError, [](const InputError& e) {
    return std::string(e.what()).find("very voxel is 17") != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE_TEMPLATE(rare_values_are_told_apart_by_their_extremes, T, Types) {
  const WholeImage<T> image({10, 10, 10},
                            [](auto z, auto y, auto x) { return static_cast<T>(z + y + x == 0 ? 9 : 4); });
  const auto found = gather(normalise(distribute(image, grids().back(), {0, 0, 0}), 1, 99, {0, 0, 0}));
  BOOST_TEST(found.at(0, 0, 0) == 65535);
  BOOST_TEST(found.at(3, 0, 0) == 0);
}

BOOST_AUTO_TEST_CASE(what_lies_outside_the_field_of_view_does_not_count) {
  const FieldOfView view(9.5, 9.5, 9);
  const WholeImage<float> image({4, 20, 20}, [&view](auto z, auto y, auto x) {
    return view.contains(y, x) ? static_cast<float>(100 + noise(z, y, x) % 50) : -1000.0f;
  });
  const GreyRange range = grey_range(distribute(image, grids().back(), {0, 0, 0}), 0, 100, view);
  BOOST_TEST(range.lower == 100);
  BOOST_TEST(range.upper == 149);
  BOOST_CHECK_THROW(
      grey_range(distribute(image, grids().back(), {0, 0, 0}), 0, 100, FieldOfView(9.5, 9.5, 0.1)),
      InputError);
}

BOOST_AUTO_TEST_CASE(values_that_are_not_finite_are_refused) {
  for (const float bad : {std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(),
                          std::numeric_limits<float>::quiet_NaN()}) {
    const WholeImage<float> image({4, 5, 6},
                                  [bad](auto z, auto y, auto x) { return z + y + x == 2 ? bad : 1.0f * x; });
    BOOST_CHECK_EXCEPTION(grey_range(distribute(image, grids().back(), {0, 0, 0}), 1, 99), InputError,
                          [](const InputError& e) { return std::string(e.what()).find("6 voxels") == 0; });
  }
}

BOOST_AUTO_TEST_CASE(percentiles_out_of_order_are_refused) {
  const WholeImage<std::uint8_t> image({4, 5, 6}, grey<std::uint8_t>);
  const auto volume = distribute(image, {0, 0, 0}, {0, 0, 0});
  BOOST_CHECK_THROW(grey_range(volume, 50, 50), InputError);
  BOOST_CHECK_THROW(grey_range(volume, -1, 50), InputError);
  BOOST_CHECK_THROW(grey_range(volume, 1, 100.5), InputError);
}
