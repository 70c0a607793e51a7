// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/threshold.h"

#include <boost/test/unit_test.hpp>

#include "jobs/run/error.h"
#include "segmentation/kernels/count_voxels.h"
#include "tests/segmentation/kernels/distributed_image.h"

using namespace catena;
using namespace catena::test;

namespace {

using Image = WholeImage<std::uint16_t>;

/// Variance between classes times the number of voxels, by its definition.
double criterion(const Histogram& counts, const std::vector<int>& thresholds) {
  double mean = 0, n = 0;
  for (std::size_t v = 0; v < counts.size(); ++v) {
    n += static_cast<double>(counts[v]);
    mean += static_cast<double>(v) * static_cast<double>(counts[v]);
  }
  mean /= n;
  double sum = 0;
  for (std::size_t c = 0; c <= thresholds.size(); ++c) {
    const int first = c == 0 ? 0 : thresholds[c - 1] + 1;
    const int last = c == thresholds.size() ? static_cast<int>(counts.size()) - 1 : thresholds[c];
    double number = 0, moment = 0;
    for (int v = first; v <= last; ++v) {
      number += static_cast<double>(counts[v]);
      moment += v * static_cast<double>(counts[v]);
    }
    if (number == 0) return -1;
    sum += number * (moment / number - mean) * (moment / number - mean);
  }
  return sum;
}

double best_of_all(const Histogram& counts, std::vector<int> thresholds, int classes) {
  if (static_cast<int>(thresholds.size()) == classes - 1) return criterion(counts, thresholds);
  double best = -1;
  for (int t = thresholds.empty() ? 0 : thresholds.back() + 1; t + 1 < static_cast<int>(counts.size()); ++t) {
    thresholds.push_back(t);
    best = std::max(best, best_of_all(counts, thresholds, classes));
    thresholds.pop_back();
  }
  return best;
}

}  // namespace

BOOST_AUTO_TEST_CASE(thresholds_are_as_good_as_the_best_of_all) {
  for (int trial = 0; trial < 12; ++trial) {
    Histogram counts(22);
    for (std::size_t v = 0; v < counts.size(); ++v) {
      const std::uint32_t r = noise(trial, static_cast<std::int64_t>(v), 3);
      counts[v] = r % 3 == 0 ? 0 : r % 1000 + (v % 7 == 2 ? 3000 : 0);
    }
    for (int classes = 2; classes <= 5; ++classes) {
      const std::vector<int> found = multi_otsu(counts, classes);
      BOOST_TEST(static_cast<int>(found.size()) == classes - 1);
      BOOST_TEST(criterion(counts, found) == best_of_all(counts, {}, classes),
                 boost::test_tools::tolerance(1e-12));
    }
  }
}

BOOST_AUTO_TEST_CASE(the_middle_of_a_gap_and_the_lowest_of_equals) {
  Histogram counts(65536, 0);
  counts[1000] = 5;
  counts[2001] = 5;
  BOOST_TEST(otsu(counts) == 1500);
  counts[2001] = 0;
  counts[2000] = 5;
  counts[3000] = 5;  // 1000 | 2000 3000 and 1000 2000 | 3000 are equally good
  BOOST_TEST(otsu(counts) == 1499);
}

BOOST_AUTO_TEST_CASE(many_values_and_voxels_overflow_nothing) {
  Histogram counts(65536);
  for (int v = 0; v < 65536; ++v) counts[v] = 30000000;  // 2e12 voxels, spread evenly
  BOOST_TEST(otsu(counts) == 32767);
  const std::vector<int> four = multi_otsu(counts, 4);
  BOOST_TEST(four == (std::vector<int>{16383, 32767, 49151}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(too_few_values_are_refused) {
  Histogram counts(256, 0);
  BOOST_CHECK_THROW(otsu(counts), InputError);
  counts[17] = 12;
  BOOST_CHECK_THROW(otsu(counts), InputError);
  counts[18] = 1;
  BOOST_TEST(otsu(counts) == 17);
  BOOST_CHECK_THROW(multi_otsu(counts, 3), InputError);
  BOOST_CHECK_THROW(multi_otsu(counts, 1), InputError);
  BOOST_CHECK_THROW(multi_otsu(counts, 6), InputError);
}

BOOST_AUTO_TEST_CASE(histogram_counts_every_voxel_once_and_only_inside) {
  const Image image({5, 14, 17}, [](auto z, auto y, auto x) {
    return static_cast<std::uint16_t>(noise(z, y, x) % 400 * 163);
  });
  for (const FieldOfView& view : {FieldOfView(), FieldOfView(6.5, 8, 6.2)}) {
    Histogram expected(65536, 0);
    for (int z = 0; z < 5; ++z)
      for (int y = 0; y < 14; ++y)
        for (int x = 0; x < 17; ++x)
          if (!view.circular() || (y - 6.5) * (y - 6.5) + (x - 8.0) * (x - 8.0) <= 6.2 * 6.2)
            ++expected[image.at(z, y, x)];
    for (const Triple& grid : grids()) {
      const auto volume = distribute(image, grid, {1, 2, 3});
      BOOST_TEST((histogram(volume, view) == expected));
      Histogram local =
          counting::count_by_atomics(volume, view, 65536, [](std::uint16_t v) { return int{v}; });
      MPI_Allreduce(MPI_IN_PLACE, local.data(), 65536, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
      BOOST_TEST((local == expected));
    }
  }
}

BOOST_AUTO_TEST_CASE(percentiles_are_order_statistics) {
  Histogram counts(256, 0);
  counts[3] = 10;
  counts[7] = 80;
  counts[9] = 11;
  BOOST_TEST(percentile(counts, 0) == 3);
  BOOST_TEST(percentile(counts, 9) == 3);
  BOOST_TEST(percentile(counts, 10) == 7);
  BOOST_TEST(percentile(counts, 89) == 7);
  BOOST_TEST(percentile(counts, 90) == 9);
  BOOST_TEST(percentile(counts, 100) == 9);
  BOOST_CHECK_THROW(percentile(Histogram(256, 0), 50), InputError);
}

BOOST_AUTO_TEST_CASE(classes_are_numbers_of_thresholds_exceeded) {
  const Image image({4, 9, 40},
                    [](auto z, auto y, auto x) { return static_cast<std::uint16_t>(noise(z, y, x) % 10); });
  const FieldOfView view(4, 20, 12.5);
  for (const Triple& grid : grids()) {
    const auto volume = distribute(image, grid, {1, 0, 2});
    const auto mask = gather(apply_threshold(volume, 4, {0, 1, 3}));
    const auto classes = gather(apply_thresholds(volume, {2, 4, 8}, {2, 0, 1}, view));
    int wrong = 0;
    for (int z = 0; z < 4; ++z)
      for (int y = 0; y < 9; ++y)
        for (int x = 0; x < 40; ++x) {
          const int v = image.at(z, y, x);
          const bool inside = (y - 4) * (y - 4) + (x - 20) * (x - 20) <= 12.5 * 12.5;
          wrong += mask.at(z, y, x) != (v > 4);
          wrong += classes.at(z, y, x) != (inside ? (v > 2) + (v > 4) + (v > 8) : 0);
        }
    BOOST_TEST(wrong == 0);
  }
}
