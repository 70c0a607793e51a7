// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Crop, then bin: against a plain loop over the whole image, on every grid of ranks.
#include "segmentation/volume/binning.h"

#include <boost/test/unit_test.hpp>
#include <map>

#include "tests/segmentation/volume/image_checks.h"
#include "tests/segmentation/volume/scratch_folder.h"
#include "tests/segmentation/volume/tiff_samples.h"

using namespace catena;

namespace {

constexpr int nz = 11, ny = 17, nx = 23;

std::uint32_t noise(std::int64_t z, std::int64_t y, std::int64_t x) {
  std::uint32_t value = static_cast<std::uint32_t>((z * ny + y) * nx + x) * 2654435761u;
  value ^= value >> 15;
  return value * 2246822519u >> 7;
}

template <class S>
S sample(std::int64_t z, std::int64_t y, std::int64_t x) {
  if (std::is_floating_point<S>::value) return static_cast<S>(noise(z, y, x) % 10007 / 7.0 - 300);
  return static_cast<S>(noise(z, y, x));
}

template <class T, class Value>
T plain_mean(const Value& value, const Triple& begin, const Triple& bin) {
  double sum = 0;
  for (std::int64_t z = 0; z < bin[0]; ++z)
    for (std::int64_t y = 0; y < bin[1]; ++y)
      for (std::int64_t x = 0; x < bin[2]; ++x)
        sum += static_cast<double>(value(begin[0] + z, begin[1] + y, begin[2] + x));
  const double mean = sum / static_cast<double>(product(bin));
  return static_cast<T>(std::is_integral<T>::value ? std::floor(mean + 0.5) : mean);
}

std::uint32_t plain_majority(const Triple& begin, const Triple& bin) {
  std::map<std::uint32_t, int> counts;
  for (std::int64_t z = 0; z < bin[0]; ++z)
    for (std::int64_t y = 0; y < bin[1]; ++y)
      for (std::int64_t x = 0; x < bin[2]; ++x) ++counts[noise(begin[0] + z, begin[1] + y, begin[2] + x) % 4];
  auto best = counts.begin();
  for (auto entry = counts.begin(); entry != counts.end(); ++entry)
    if (entry->second > best->second) best = entry;
  return best->first;
}

const std::vector<Triple> bins{{2, 2, 2}, {1, 3, 2}, {4, 1, 1}, {3, 5, 7}};

std::string text(const Triple& bin) {
  return std::to_string(bin[0]) + ", " + std::to_string(bin[1]) + ", " + std::to_string(bin[2]);
}

/// Begin of a binned voxel in the image, behind the crop "1:, 2:, 3:".
Triple begin_of(std::int64_t z, std::int64_t y, std::int64_t x, const Triple& bin) {
  return {1 + z * bin[0], 2 + y * bin[1], 3 + x * bin[2]};
}

Triple extents_of(const Triple& bin) { return {(nz - 1) / bin[0], (ny - 2) / bin[1], (nx - 3) / bin[2]}; }

template <class S, class T>
void check_means() {
  const ScratchFolder folder;
  const std::string path = folder / "stack.tif";
  folder.on_root([&] { write_tiff_samples<S>(path, nz, ny, nx, {}, sample<S>); });
  for (const Triple& bin : bins) {
    ImageParameters parameters = image_parameters("Tomogram", path, "3e-6, 2e-6, 1e-6");
    parameters.crop = "1:, 2:, 3:";
    parameters.bin = text(bin);
    check_image<T>(parameters, extents_of(bin), [&](auto z, auto y, auto x) {
      return plain_mean<T>([](auto k, auto j, auto i) { return static_cast<T>(sample<S>(k, j, i)); },
                           begin_of(z, y, x, bin), bin);
    });
    const Spacing spacing = open_image(MPI_COMM_WORLD, parameters).spacing;
    for (std::size_t axis = 0; axis < 3; ++axis)
      BOOST_TEST(spacing[axis] == (3.0 - static_cast<double>(axis)) * 1e-6 * static_cast<double>(bin[axis]),
                 boost::test_tools::tolerance(1e-14));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(means_of_grey_values) {
  check_means<std::uint8_t, std::uint8_t>();
  check_means<std::uint16_t, std::uint16_t>();
  check_means<std::int16_t, float>();
  check_means<float, float>();
}

BOOST_AUTO_TEST_CASE(halves_are_rounded_up) {
  const std::uint8_t values[] = {0, 1, 1, 2, 254, 255, 255, 255, 7, 7};
  std::uint8_t means[5];
  bin_row_by_mean(values, 10, 10, {1, 1, 2}, 5, means);
  const std::vector<int> expected{1, 2, 255, 255, 7};
  BOOST_TEST(std::vector<int>(means, means + 5) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(majority_of_labels) {
  const ScratchFolder folder;
  const std::string path = folder / "labels.tif";
  folder.on_root([&] {
    write_tiff_samples<std::uint32_t>(path, nz, ny, nx, {},
                                      [](auto z, auto y, auto x) { return noise(z, y, x) % 4; });
  });
  for (const Triple& bin : bins) {
    ImageParameters parameters = image_parameters("Labels", path, "1e-6");
    parameters.crop = "1:, 2:, 3:";
    parameters.bin = text(bin);
    check_image<std::uint32_t>(parameters, extents_of(bin), [&](auto z, auto y, auto x) {
      return plain_majority(begin_of(z, y, x, bin), bin);
    });
  }
}

BOOST_AUTO_TEST_CASE(equally_common_labels_give_the_smallest) {
  const std::uint32_t values[] = {5, 3, 3, 5, 9, 9, 0, 0, 4, 4, 4, 0};
  std::uint32_t labels[3];
  bin_row_by_majority(values, 12, 12, {1, 1, 4}, 3, labels);
  BOOST_TEST(labels[0] == 3u);
  BOOST_TEST(labels[1] == 0u);
  BOOST_TEST(labels[2] == 4u);
}
