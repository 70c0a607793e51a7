// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/natural_sort.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <vector>

using namespace catena;

BOOST_AUTO_TEST_CASE(numbers_count_as_numbers) {
  const std::vector<std::string> sorted{"",
                                        "2",
                                        "10",
                                        "a",
                                        "a1",
                                        "a1b2",
                                        "a1b10",
                                        "a2",
                                        "a02",
                                        "a002",
                                        "a2b",
                                        "a10",
                                        "a99999999999999999999998",
                                        "a99999999999999999999999",
                                        "b",
                                        "slice_9.tif",
                                        "slice_09.tif",
                                        "slice_10.tif",
                                        "slice_010.tif",
                                        "slice_100.tif"};
  for (std::size_t i = 0; i < sorted.size(); ++i)
    for (std::size_t j = 0; j < sorted.size(); ++j)
      BOOST_TEST(natural_less(sorted[i], sorted[j]) == (i < j), sorted[i] << " against " << sorted[j]);
  std::vector<std::string> shuffled = sorted;
  std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(5));
  std::sort(shuffled.begin(), shuffled.end(), natural_less);
  BOOST_TEST(shuffled == sorted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_order_is_strict_and_total) {
  // All texts of up to four letters out of a small alphabet: never both or neither, and transitive.
  const std::string letters = "019ab";
  std::vector<std::string> all{""};
  for (std::size_t begin = 0, length = 0; length < 4; ++length) {
    const std::size_t end = all.size();
    for (; begin < end; ++begin)
      for (const char letter : letters) all.push_back(all[begin] + letter);
  }
  std::vector<std::string> sorted = all;
  std::sort(sorted.begin(), sorted.end(), natural_less);
  int wrong = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i)
    for (std::size_t j = 0; j < sorted.size(); ++j) wrong += natural_less(sorted[i], sorted[j]) != (i < j);
  BOOST_TEST(wrong == 0);
}
