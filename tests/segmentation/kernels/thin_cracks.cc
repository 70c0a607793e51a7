// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/thin_cracks.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

using namespace catena;

namespace {

constexpr std::int64_t extent = 56;
constexpr double centre = 27.5, radius = 24;
constexpr double grey_of_solid = 42000, grey_of_void = 11000;

bool in_ball(double z, double y, double x) {
  return std::hypot(z - centre, y - centre, x - centre) <= radius;
}

/// A slit of one voxel, and a pore that is wide enough to show the grey of a void; both well inside.
bool in_crack(double z, double y, double x) {
  return std::abs(z - centre) < 0.5 + 1e-9 && std::hypot(y - centre, x - centre) < 18;
}
bool in_pore(double z, double y, double x) { return std::hypot(z - 40, y - centre, x - centre) < 7.5; }

double sharp(double z, double y, double x, bool cracked) {
  return !in_ball(z, y, x) || in_pore(z, y, x) || (cracked && in_crack(z, y, x)) ? grey_of_void
                                                                                 : grey_of_solid;
}

/// Blurred by a box of 5 voxels along each axis, with a little deterministic noise.
double blurred(std::int64_t z, std::int64_t y, std::int64_t x, bool cracked) {
  double sum = 0;
  for (int k = -2; k <= 2; ++k)
    for (int j = -2; j <= 2; ++j)
      for (int i = -2; i <= 2; ++i)
        sum += sharp(static_cast<double>(z + k), static_cast<double>(y + j), static_cast<double>(x + i),
                     cracked);
  const double noise = static_cast<double>((z * 7919 + y * 104729 + x * 1299709) % 2001) - 1000;
  return sum / 125 + noise;
}

struct Outcome {
  std::vector<std::uint8_t> mask;
  std::int64_t removed = 0, voids_before = 0;
};

Outcome recovered(const Triple& grid, bool cracked) {
  auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, Triple{extent, extent, extent}, grid);
  const Volume<std::uint16_t> image(blocks, {1, 1, 1}, "image");
  const Volume<std::uint32_t> labels(blocks, {1, 1, 1}, thin_crack_label_halo, "labels");
  const Volume<std::uint8_t> mask(blocks, {1, 1, 1}, thin_crack_mask_halo, "mask");
  const auto grey = Kokkos::create_mirror_view(image.data());
  const auto label = Kokkos::create_mirror_view(labels.data());
  const auto solid = Kokkos::create_mirror_view(mask.data());
  const Box box = blocks->owned();
  Outcome outcome;
  for (auto z = box.begin[0]; z < box.end[0]; ++z)
    for (auto y = box.begin[1]; y < box.end[1]; ++y)
      for (auto x = box.begin[2]; x < box.end[2]; ++x) {
        const auto k = z - box.begin[0], j = y - box.begin[1], i = x - box.begin[2];
        const bool inside = in_ball(static_cast<double>(z), static_cast<double>(y), static_cast<double>(x));
        grey(k, j, i) = static_cast<std::uint16_t>(blurred(z, y, x, cracked));
        label(k + 3, j + 3, i + 3) = inside ? 1 : 0;
        solid(k + 2, j + 2, i + 2) = inside && grey(k, j, i) > (grey_of_solid + grey_of_void) / 2 ? 1 : 0;
        outcome.voids_before += inside && solid(k + 2, j + 2, i + 2) == 0;
      }
  Kokkos::deep_copy(image.data(), grey);
  Kokkos::deep_copy(labels.data(), label);
  Kokkos::deep_copy(mask.data(), solid);
  outcome.removed = recover_thin_cracks(image, labels, 1, mask);
  Kokkos::deep_copy(solid, mask.data());
  outcome.mask.assign(extent * extent * extent, 0);
  for (auto z = box.begin[0]; z < box.end[0]; ++z)
    for (auto y = box.begin[1]; y < box.end[1]; ++y)
      for (auto x = box.begin[2]; x < box.end[2]; ++x)
        outcome.mask[blocks->global_index({z, y, x})] =
            solid(z - box.begin[0] + 2, y - box.begin[1] + 2, x - box.begin[2] + 2);
  MPI_Allreduce(MPI_IN_PLACE, outcome.mask.data(), static_cast<int>(outcome.mask.size()), MPI_UINT8_T,
                MPI_MAX, MPI_COMM_WORLD);
  return outcome;
}

std::int64_t crack_voxels() {
  std::int64_t count = 0;
  for (std::int64_t z = 0; z < extent; ++z)
    for (std::int64_t y = 0; y < extent; ++y)
      for (std::int64_t x = 0; x < extent; ++x)
        count += in_crack(static_cast<double>(z), static_cast<double>(y), static_cast<double>(x)) &&
                 !in_pore(static_cast<double>(z), static_cast<double>(y), static_cast<double>(x));
  return count;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_crack_below_the_threshold_gets_its_volume) {
  const std::int64_t truth = crack_voxels();
  const Outcome outcome = recovered({0, 0, 0}, true);
  // No voxel of the slit is dark enough for the threshold; blur makes four slices of it equally dark, of
  // which half are taken out.
  int open = 0, looked_at = 0;
  for (std::int64_t z = 26; z <= 29; ++z)
    for (std::int64_t y = 18; y <= 37; ++y)
      for (std::int64_t x = 18; x <= 37; ++x, ++looked_at)
        open += outcome.mask[(z * extent + y) * extent + x] == 0;
  BOOST_TEST(open > 0.4 * looked_at);
  BOOST_TEST(static_cast<double>(outcome.removed) == static_cast<double>(truth),
             boost::test_tools::tolerance(0.15));
}

BOOST_AUTO_TEST_CASE(a_particle_without_cracks_stays_whole) {
  const Outcome outcome = recovered({0, 0, 0}, false);
  BOOST_TEST(static_cast<double>(outcome.removed) < 0.004 * 4.0 / 3 * 3.14159 * radius * radius * radius);
}

BOOST_AUTO_TEST_CASE(same_on_every_grid) {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const Outcome slabs = recovered({0, 0, 0}, true);
  for (const Triple& grid : {Triple{1, ranks, 1}, Triple{1, 1, ranks}}) {
    const Outcome other = recovered(grid, true);
    BOOST_TEST(other.removed == slabs.removed);
    BOOST_TEST(other.mask == slabs.mask, boost::test_tools::per_element());
  }
}
