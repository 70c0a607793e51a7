// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/field_of_view.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/segmentation/kernels/distributed_image.h"

using namespace catena;
using namespace catena::test;

namespace {

using Image = WholeImage<std::uint16_t>;

/// Noise within `radius` of the slices' centre, `outside` beyond.
Image disc(const Triple& extents, double radius, int outside) {
  return Image(extents, [=](auto z, auto y, auto x) {
    const double dy = static_cast<double>(y) - (extents[1] - 1) / 2.0,
                 dx = static_cast<double>(x) - (extents[2] - 1) / 2.0;
    return static_cast<std::uint16_t>(dy * dy + dx * dx <= radius * radius ? noise(z, y, x) % 2000 : outside);
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(rows_hold_the_voxels_within_the_radius) {
  const FieldOfView view(7.25, 10.5, 6.1);
  for (int y = -2; y < 20; ++y) {
    const FieldOfView::Range range = view.row(y, 3, 15);
    for (int x = 3; x < 15; ++x) {
      const bool inside = (y - 7.25) * (y - 7.25) + (x - 10.5) * (x - 10.5) <= 6.1 * 6.1;
      BOOST_TEST((x >= range.begin && x < range.end) == inside);
      BOOST_TEST(view.contains(y, x) == inside);
    }
  }
  BOOST_TEST(FieldOfView().contains(1000000, 1000000));
}

BOOST_AUTO_TEST_CASE(rows_of_a_block_are_counted_within_it) {
  const FieldOfView view(7.25, 10.5, 6.1);
  const Box block{{0, 5, 8}, {2, 12, 14}};
  const auto rows = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), rows_inside(view, block));
  for (int y = 5; y < 12; ++y)
    for (int x = 8; x < 14; ++x)
      BOOST_TEST((x - 8 >= rows(y - 5, 0) && x - 8 < rows(y - 5, 1)) == view.contains(y, x));
}

BOOST_AUTO_TEST_CASE(a_circle_is_found_on_every_cut) {
  for (const double radius : {30.0, 24.0, 36.0})
    for (const int outside : {0, 65535, 1234})
      for (const Triple& grid : grids()) {
        const FieldOfView found =
            detect_field_of_view(distribute(disc({5, 60, 60}, radius, outside), grid, {1, 2, 0}));
        BOOST_TEST(found.circular());
        BOOST_TEST(found.centre_y() == 29.5);
        BOOST_TEST(found.centre_x() == 29.5);
        BOOST_TEST(found.radius() <= radius);
        BOOST_TEST(found.radius() >= radius - 2.5);
      }
}

BOOST_AUTO_TEST_CASE(no_circle_where_there_is_none) {
  const Triple grid = grids().back();
  BOOST_TEST(!detect_field_of_view(distribute(disc({5, 60, 60}, 100, 0), grid, {0, 0, 0})).circular());
  BOOST_TEST(!detect_field_of_view(distribute(disc({5, 60, 60}, 9, 0), grid, {0, 0, 0})).circular());
  const Image constant({5, 60, 60}, [](auto, auto, auto) { return std::uint16_t{7}; });
  BOOST_TEST(!detect_field_of_view(distribute(constant, grid, {0, 0, 0})).circular());
}

BOOST_AUTO_TEST_CASE(the_inscribed_circle_touches_the_nearer_faces) {
  const FieldOfView view = inscribed_circle({3, 40, 60});
  BOOST_TEST(view.contains(0, 29));
  BOOST_TEST(view.contains(20, 10));
  BOOST_TEST(!view.contains(20, 9));
  BOOST_TEST(!view.contains(0, 12));
}
