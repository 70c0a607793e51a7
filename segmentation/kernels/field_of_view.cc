// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/field_of_view.h"

#include <mpi.h>

#include <algorithm>
#include <vector>

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

/// Counts in rings of one voxel's width, all voxels and those that hold `corner`.
template <class T>
struct CountRings {
  typename Volume<T>::View data;
  Kokkos::View<unsigned long long* [2]> rings;
  T corner;
  int halo_z, halo_y, halo_x;
  std::int64_t twice_y,
      twice_x;  // twice the distance of the block's first voxel from the centre, whole numbers
  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const std::int64_t dy = twice_y + 2 * y, dx = twice_x + 2 * x;
    const auto ring = static_cast<int>(sqrt(static_cast<double>(dy * dy + dx * dx)) / 2);
    Kokkos::atomic_add(&rings(ring, 0), 1ull);
    if (data(z + halo_z, y + halo_y, x + halo_x) == corner) Kokkos::atomic_add(&rings(ring, 1), 1ull);
  }
};

template <class T>
T first_voxel(const Volume<T>& image) {
  const Triple halo = image.halo();
  T value{};
  if (image.decomposition().rank() == 0)
    Kokkos::deep_copy(value, Kokkos::subview(image.data(), halo[0], halo[1], halo[2]));
  MPI_Bcast(&value, sizeof(T), MPI_BYTE, 0, image.decomposition().comm());
  return value;
}

}  // namespace

Kokkos::View<int* [2]> rows_inside(const FieldOfView& view, const Box& block) {
  const Kokkos::View<int* [2]> rows("rows inside the field of view", block.extents()[1]);
  const auto host = Kokkos::create_mirror_view(rows);
  for (std::int64_t y = block.begin[1]; y < block.end[1]; ++y) {
    const FieldOfView::Range inside = view.row(y, block.begin[2], block.end[2]);
    host(y - block.begin[1], 0) = static_cast<int>(inside.begin - block.begin[2]);
    host(y - block.begin[1], 1) = static_cast<int>(inside.end - block.begin[2]);
  }
  Kokkos::deep_copy(rows, host);
  return rows;
}

FieldOfView inscribed_circle(const Triple& extents) {
  const auto ny = static_cast<double>(extents[1]), nx = static_cast<double>(extents[2]);
  return FieldOfView((ny - 1) / 2, (nx - 1) / 2, std::min(ny, nx) / 2);
}

template <class T>
FieldOfView detect_field_of_view(const Volume<T>& image) {
  Kokkos::Profiling::pushRegion("field of view");
  const Triple extents = image.extents(), halo = image.halo();
  const Box& owned = image.decomposition().owned();
  const double corner_y = static_cast<double>(extents[1] - 1) / 2,
               corner_x = static_cast<double>(extents[2] - 1) / 2;
  const auto rings = static_cast<int>(std::sqrt(corner_y * corner_y + corner_x * corner_x)) + 2;
  const Kokkos::View<unsigned long long* [2]> counts("rings", rings);
  const CountRings<T> body{image.data(),
                           counts,
                           first_voxel(image),
                           static_cast<int>(halo[0]),
                           static_cast<int>(halo[1]),
                           static_cast<int>(halo[2]),
                           2 * owned.begin[1] - (extents[1] - 1),
                           2 * owned.begin[2] - (extents[2] - 1)};
  for_each_voxel("field of view", image.local(), body);
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), counts);
  std::vector<std::int64_t> all(rings), equal(rings);
  for (int r = 0; r < rings; ++r) {
    all[r] = static_cast<std::int64_t>(host(r, 0));
    equal[r] = static_cast<std::int64_t>(host(r, 1));
  }
  MPI_Allreduce(MPI_IN_PLACE, all.data(), rings, MPI_INT64_T, MPI_SUM, image.decomposition().comm());
  MPI_Allreduce(MPI_IN_PLACE, equal.data(), rings, MPI_INT64_T, MPI_SUM, image.decomposition().comm());
  Kokkos::Profiling::popRegion();

  int radius = rings;
  while (radius > 0 && 100 * equal[radius - 1] >= 99 * all[radius - 1]) --radius;
  std::int64_t inside = 0, inside_equal = 0;
  for (int r = 0; r < radius; ++r) {
    inside += all[r];
    inside_equal += equal[r];
  }
  const FieldOfView whole, inscribed = inscribed_circle(extents);
  const bool in_bounds = radius >= inscribed.radius() / 2 && radius < std::hypot(corner_y, corner_x) - 1;
  if (!in_bounds || 2 * inside_equal > inside) return whole;
  // The ring that is cut by the circle is in part constant already.
  return FieldOfView(inscribed.centre_y(), inscribed.centre_x(), std::max(radius - 1, 1));
}

template FieldOfView detect_field_of_view(const Volume<std::uint8_t>&);
template FieldOfView detect_field_of_view(const Volume<std::uint16_t>&);
template FieldOfView detect_field_of_view(const Volume<float>&);

}  // namespace catena
