// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/image_checksum.h"

#include <mpi.h>

#include <cstdio>
#include <cstring>

namespace catena {
namespace {

/// The last steps of splitmix64 (Steele, Lea, Flood 2014): every bit of the result depends on all of `bits`.
KOKKOS_INLINE_FUNCTION std::uint64_t mixed(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebu;
  return bits ^ (bits >> 31);
}

template <class T>
KOKKOS_INLINE_FUNCTION std::uint64_t bits_of(const T& value) {
  return static_cast<std::uint64_t>(value);
}

template <>
KOKKOS_INLINE_FUNCTION std::uint64_t bits_of(const float& value) {
  std::uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

}  // namespace

template <class T>
std::string image_checksum(const Volume<T>& volume) {
  Kokkos::Profiling::pushRegion("catena::image_checksum");
  const auto data = volume.data();
  const Triple n = volume.local(), halo = volume.halo(), begin = volume.decomposition().owned().begin;
  const std::int64_t ny = n[1], nx = n[2], bz = begin[0], by = begin[1], bx = begin[2];
  const std::int64_t whole_y = volume.extents()[1], whole_x = volume.extents()[2];
  const int hz = static_cast<int>(halo[0]), hy = static_cast<int>(halo[1]), hx = static_cast<int>(halo[2]);
  std::uint64_t mine = 0, sum = 0;
  Kokkos::parallel_reduce(
      "image checksum", Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, n[0] * n[1]),
      KOKKOS_LAMBDA(std::int64_t row, std::uint64_t & total) {
        const std::int64_t z = row / ny, y = row % ny;
        const T* line = &data(z + hz, y + hy, hx);
        // Places are spread over all 64 bits, so that a value cannot make up for a place.
        const auto first = static_cast<std::uint64_t>(((z + bz) * whole_y + y + by) * whole_x + bx + 1);
        std::uint64_t of_row = 0;
        for (std::int64_t x = 0; x < nx; ++x)
          of_row += mixed((first + static_cast<std::uint64_t>(x)) * 0x9e3779b97f4a7c15u ^ bits_of(line[x]));
        total += of_row;
      },
      mine);
  MPI_Allreduce(&mine, &sum, 1, MPI_UINT64_T, MPI_SUM, volume.decomposition().comm());
  for (int axis = 0; axis < 3; ++axis) {
    std::uint64_t edge = 0;
    std::memcpy(&edge, &volume.spacing()[axis], sizeof edge);
    sum = mixed(mixed(sum ^ static_cast<std::uint64_t>(volume.extents()[axis])) ^ edge);
  }
  Kokkos::Profiling::popRegion();
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(sum));
  return text;
}

template std::string image_checksum(const Volume<std::uint8_t>&);
template std::string image_checksum(const Volume<std::uint16_t>&);
template std::string image_checksum(const Volume<std::uint32_t>&);
template std::string image_checksum(const Volume<float>&);

}  // namespace catena
