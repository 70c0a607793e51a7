// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/refine_borders.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

using namespace catena;

namespace {

constexpr std::int64_t extent_z = 30, extent_y = 34, extent_x = 52;

struct Ball {
  std::array<double, 3> centre;
  double radius;
  double scaled(std::int64_t z, std::int64_t y, std::int64_t x) const {
    return std::hypot(static_cast<double>(z) - centre[0], static_cast<double>(y) - centre[1],
                      static_cast<double>(x) - centre[2]) /
           radius;
  }
};

const Ball large{{14, 16, 18}, 13}, small{{15, 17, 35}, 7};

/// The label of a voxel where the balls are parted where both scaled distances are equal.
std::uint32_t truth(std::int64_t z, std::int64_t y, std::int64_t x) {
  const double a = large.scaled(z, y, x), b = small.scaled(z, y, x);
  if (a > 1 && b > 1) return 0;
  return a <= b ? 1 : 2;
}

/// The same two balls parted by a plane that cuts into the small one.
std::uint32_t parted_by_plane(std::int64_t z, std::int64_t y, std::int64_t x) {
  const std::uint32_t label = truth(z, y, x);
  return label == 0 ? 0 : x < 32 ? 1 : 2;
}

std::vector<std::uint32_t> refined(const Triple& grid, int passes) {
  auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, Triple{extent_z, extent_y, extent_x}, grid);
  Volume<std::uint32_t> labels(blocks, {1, 1, 1}, {1, 1, 1}, "labels");
  const Box box = blocks->owned();
  auto host = Kokkos::create_mirror_view(labels.data());
  const auto each = [&](auto&& visit) {
    for (auto z = box.begin[0]; z < box.end[0]; ++z)
      for (auto y = box.begin[1]; y < box.end[1]; ++y)
        for (auto x = box.begin[2]; x < box.end[2]; ++x)
          visit(z, y, x, host(z - box.begin[0] + 1, y - box.begin[1] + 1, x - box.begin[2] + 1));
  };
  each([](auto z, auto y, auto x, std::uint32_t& voxel) { voxel = parted_by_plane(z, y, x); });
  Kokkos::deep_copy(labels.data(), host);
  refine_borders(labels, passes);
  Kokkos::deep_copy(host, labels.data());
  std::vector<std::uint32_t> whole(extent_z * extent_y * extent_x, 0);
  each([&](auto z, auto y, auto x, std::uint32_t& voxel) { whole[blocks->global_index({z, y, x})] = voxel; });
  MPI_Allreduce(MPI_IN_PLACE, whole.data(), static_cast<int>(whole.size()), MPI_UINT32_T, MPI_MAX, MPI_COMM_WORLD);
  return whole;
}

int wrong_voxels(const std::vector<std::uint32_t>& labels) {
  int wrong = 0;
  std::size_t i = 0;
  for (std::int64_t z = 0; z < extent_z; ++z)
    for (std::int64_t y = 0; y < extent_y; ++y)
      for (std::int64_t x = 0; x < extent_x; ++x) wrong += labels[i++] != truth(z, y, x);
  return wrong;
}

}  // namespace

BOOST_AUTO_TEST_CASE(border_goes_to_equal_scaled_distances) {
  const int before = wrong_voxels(refined({0, 0, 0}, 0));
  const int after = wrong_voxels(refined({0, 0, 0}, 4));
  BOOST_TEST(before > 100);
  // Not to the voxel: a ball that lacks the cap of its contact is an ellipsoid of slightly other second moments.
  BOOST_TEST(after < before / 4);
}

BOOST_AUTO_TEST_CASE(labelled_voxels_stay_labelled) {
  const std::vector<std::uint32_t> labels = refined({0, 0, 0}, 4);
  std::size_t i = 0;
  int changed = 0;
  for (std::int64_t z = 0; z < extent_z; ++z)
    for (std::int64_t y = 0; y < extent_y; ++y)
      for (std::int64_t x = 0; x < extent_x; ++x, ++i) changed += (labels[i] == 0) != (truth(z, y, x) == 0);
  BOOST_TEST(changed == 0);
}

BOOST_AUTO_TEST_CASE(same_on_every_grid) {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const std::vector<std::uint32_t> slabs = refined({0, 0, 0}, 3);
  BOOST_TEST(slabs == refined({1, ranks, 1}, 3), boost::test_tools::per_element());
  BOOST_TEST(slabs == refined({1, 1, ranks}, 3), boost::test_tools::per_element());
}
