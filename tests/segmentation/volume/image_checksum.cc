// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/image_checksum.h"

#include <boost/test/unit_test.hpp>
#include <cstring>
#include <memory>
#include <set>

using namespace catena;

namespace {

const Triple extents{5, 6, 7};
const Spacing spacing{3e-7, 1e-7, 2e-7};

/// Values by global place, with something else in the halo.
template <class T, class Value>
std::string checksum(const Triple& grid, const Triple& halo, const Value& value) {
  const auto blocks = std::make_shared<Decomposition>(MPI_COMM_WORLD, extents, grid);
  Volume<T> volume(blocks, spacing, halo, "test");
  const auto host = Kokkos::create_mirror_view(volume.data());
  Kokkos::deep_copy(host, static_cast<T>(99));
  const Box& owned = blocks->owned();
  for (std::int64_t z = owned.begin[0]; z < owned.end[0]; ++z)
    for (std::int64_t y = owned.begin[1]; y < owned.end[1]; ++y)
      for (std::int64_t x = owned.begin[2]; x < owned.end[2]; ++x)
        host(z - owned.begin[0] + halo[0], y - owned.begin[1] + halo[1], x - owned.begin[2] + halo[2]) =
            value(blocks->global_index({z, y, x}));
  Kokkos::deep_copy(volume.data(), host);
  return image_checksum(volume);
}

std::uint64_t mixed(std::uint64_t b) {
  b = (b ^ (b >> 30)) * 0xbf58476d1ce4e5b9u;
  b = (b ^ (b >> 27)) * 0x94d049bb133111ebu;
  return b ^ (b >> 31);
}

/// The definition, voxel by voxel.
std::string expected(const std::vector<std::uint64_t>& bits) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < bits.size(); ++i) sum += mixed((i + 1) * 0x9e3779b97f4a7c15u ^ bits[i]);
  for (int axis = 0; axis < 3; ++axis) {
    std::uint64_t edge = 0;
    std::memcpy(&edge, &spacing[axis], sizeof edge);
    sum = mixed(mixed(sum ^ static_cast<std::uint64_t>(extents[axis])) ^ edge);
  }
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(sum));
  return text;
}

template <class T>
void check() {
  int ranks = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  const auto value = [](std::int64_t i) { return static_cast<T>(i * 37 % 201); };
  std::vector<std::uint64_t> bits;
  for (std::int64_t i = 0; i < product(extents); ++i) {
    const T v = value(i);
    std::uint64_t b = 0;  // little-endian
    std::memcpy(&b, &v, sizeof v);
    bits.push_back(b);
  }
  const std::string whole = expected(bits);
  for (const Triple& grid : {Triple{ranks, 1, 1}, Triple{1, ranks, 1}, Triple{1, 1, ranks}})
    for (const Triple& halo : {Triple{0, 0, 0}, Triple{1, 2, 3}})
      BOOST_TEST(checksum<T>(grid, halo, value) == whole);
}

}  // namespace

BOOST_AUTO_TEST_CASE(is_its_definition_on_any_blocks) {
  check<std::uint8_t>();
  check<std::uint16_t>();
  check<std::uint32_t>();
  check<float>();
}

BOOST_AUTO_TEST_CASE(every_voxel_and_its_place_count) {
  std::set<std::string> all;
  const auto n = product(extents);
  for (std::int64_t changed = 0; changed < n; ++changed)
    all.insert(checksum<std::uint16_t>({0, 0, 0}, {0, 0, 0},
                                       [&](std::int64_t i) { return std::uint16_t(i == changed ? 1 : 0); }));
  all.insert(checksum<std::uint16_t>({0, 0, 0}, {0, 0, 0}, [](std::int64_t) { return std::uint16_t(0); }));
  BOOST_TEST(all.size() == static_cast<std::size_t>(n) + 1);
}

BOOST_AUTO_TEST_CASE(extents_and_spacing_count) {
  std::set<std::string> all;
  for (const Triple& shape : {Triple{8, 4, 16}, Triple{4, 8, 16}, Triple{4, 16, 8}})
    for (const Spacing& edges : {Spacing{1, 1, 1}, Spacing{1, 1, 2}, Spacing{1, 2, 1}})
      all.insert(image_checksum(
          Volume<float>(std::make_shared<Decomposition>(MPI_COMM_WORLD, shape), edges, "zeros")));
  BOOST_TEST(all.size() == 9u);
}
