// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/image_region.h"

#include <boost/test/unit_test.hpp>

#include "tests/segmentation/volume/image_checks.h"

using namespace catena;

namespace {

const Triple extents{10, 20, 30};

bool same(const Box& a, const Triple& begin, const Triple& end) { return a.begin == begin && a.end == end; }

void refuse(const std::function<void()>& work, const std::string& words) {
  check_error(ExitStatus::wrong_input, words, work);
}

}  // namespace

BOOST_AUTO_TEST_CASE(crop) {
  BOOST_TEST(same(parse_crop("", extents, "Crop"), {0, 0, 0}, extents));
  BOOST_TEST(same(parse_crop("  ", extents, "Crop"), {0, 0, 0}, extents));
  BOOST_TEST(same(parse_crop("1:2,3:4,5:6", extents, "Crop"), {1, 3, 5}, {2, 4, 6}));
  BOOST_TEST(same(parse_crop(" 1 : 10 , :4 , 5: ", extents, "Crop"), {1, 0, 5}, {10, 4, 30}));
  BOOST_TEST(same(parse_crop(":, :, :", extents, "Crop"), {0, 0, 0}, extents));
  for (const std::string wrong :
       {"1:2", "1:2, 3:4", "1:2, 3:4, 5", "1:2, 3:4, 5:6, 7:8",
        "a:2, :, :", "-1:2, :, :", "1:2:3, :, :", "1.5:2, :, :", "99999999999999999999:, :, :", ","})
    refuse([&] { parse_crop(wrong, extents, "Tomogram/Crop"); }, "Tomogram/Crop = " + wrong);
  for (const std::string wrong : {"0:11, :, :", ":, 20:, :", ":, 5:5, :", ":, :, 7:3", ":, :, 31:"})
    refuse([&] { parse_crop(wrong, extents, "Labels/Crop"); }, "Labels/Crop = " + wrong);
}

BOOST_AUTO_TEST_CASE(bin) {
  BOOST_TEST((parse_bin("", extents, "Bin") == Triple{1, 1, 1}));
  BOOST_TEST((parse_bin("3", extents, "Bin") == Triple{3, 3, 3}));
  BOOST_TEST((parse_bin("1, 2,10 ", extents, "Bin") == Triple{1, 2, 10}));
  BOOST_TEST((parse_bin("4", {1, 20, 30}, "Bin") == Triple{1, 4, 4}));
  for (const std::string wrong : {"0", "-1", "1.5", "two", "1, 2", "1, 2, 3, 4", "1, 0, 1", "11", "1, 21, 1"})
    refuse([&] { parse_bin(wrong, extents, "Tomogram/Bin"); }, "Tomogram/Bin = " + wrong);
  refuse([&] { parse_bin("2, 2, 2", {1, 20, 30}, "Bin"); }, "Bin = 2, 2, 2");
}

BOOST_AUTO_TEST_CASE(spacing) {
  BOOST_TEST(!parse_spacing(" ", "Spacing").has_value());
  BOOST_TEST((parse_spacing("2e-7", "Spacing") == Spacing{2e-7, 2e-7, 2e-7}));
  BOOST_TEST((parse_spacing("3e-7, 2e-7,1e-7", "Spacing") == Spacing{3e-7, 2e-7, 1e-7}));
  for (const std::string wrong : {"0", "0, 0, 0", "1e-7, 0, 1e-7", "-1e-7", "nan", "inf", "1e-7, 1e-7",
                                  "1e-7 m", "x", "1, 1, 1, 1", ", , "})
    refuse([&] { parse_spacing(wrong, "Tomogram/Spacing"); }, "Tomogram/Spacing = " + wrong);
}
