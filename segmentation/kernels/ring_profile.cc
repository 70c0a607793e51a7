// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/ring_profile.h"

#include <mpi.h>

#include <algorithm>
#include <cmath>

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

float twice_distance(double y, double x) { return static_cast<float>(2 * std::sqrt(y * y + x * x)); }

struct AddToRing {
  Volume<std::uint16_t>::View residual;
  Rings::Radii twice_radius;
  Kokkos::View<int* [2]> inside;
  Kokkos::View<long long*> sums;
  int halo_z, halo_y, halo_x, begin_z, rings, limit;
  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    if (x < inside(y, 0) || x >= inside(y, 1)) return;
    const int value = residual(z + halo_z, y + halo_y, x + halo_x) - no_residual;
    const long long cut = value < -limit ? -limit : value > limit ? limit : value;
    const std::int64_t ring = static_cast<int>(twice_radius(y, x));
    Kokkos::atomic_add(&sums(std::int64_t{begin_z + z} * rings + ring), cut);
  }
};

}  // namespace

Rings::Rings(const Triple& extents, const Box& block, double centre_y, double centre_x,
             const FieldOfView& view) {
  const Triple n = block.extents();
  twice_radius = Radii("twice the radius", n[1], n[2]);
  const auto host = Kokkos::create_mirror_view(twice_radius);
  for (std::int64_t y = 0; y < n[1]; ++y)
    for (std::int64_t x = 0; x < n[2]; ++x)
      host(y, x) = twice_distance(static_cast<double>(block.begin[1] + y) - centre_y,
                                  static_cast<double>(block.begin[2] + x) - centre_x);
  Kokkos::deep_copy(twice_radius, host);
  const double far_y = std::max(centre_y, static_cast<double>(extents[1] - 1) - centre_y);
  const double far_x = std::max(centre_x, static_cast<double>(extents[2] - 1) - centre_x);
  number = static_cast<int>(twice_distance(far_y, far_x)) + 2;
  voxels.assign(static_cast<std::size_t>(number), 0);
  for (std::int64_t y = 0; y < extents[1]; ++y) {
    const FieldOfView::Range inside = view.row(y, 0, extents[2]);
    for (std::int64_t x = inside.begin; x < inside.end; ++x)
      ++voxels[static_cast<std::size_t>(
          twice_distance(static_cast<double>(y) - centre_y, static_cast<double>(x) - centre_x))];
  }
}

std::vector<std::int64_t> sum_rings_by_rows(const Volume<std::uint16_t>& residual, const Rings& rings,
                                            const FieldOfView& view, int limit) {
  const Box& owned = residual.decomposition().owned();
  const Triple local = residual.local(), halo = residual.halo();
  std::vector<std::int64_t> sums(static_cast<std::size_t>(residual.extents()[0] * rings.number), 0);
  using Policy = Kokkos::RangePolicy<Kokkos::DefaultHostExecutionSpace, Kokkos::IndexType<std::int64_t>>;
  Kokkos::parallel_for("sum rings", Policy(0, local[0]), [&](const std::int64_t z) {
    std::int64_t* sum = &sums[static_cast<std::size_t>((owned.begin[0] + z) * rings.number)];
    for (std::int64_t y = 0; y < local[1]; ++y) {
      const FieldOfView::Range inside = view.row(owned.begin[1] + y, owned.begin[2], owned.end[2]);
      const std::uint16_t* value = &residual.data()(z + halo[0], y + halo[1], halo[2]);
      const float* radius = &rings.twice_radius(y, 0);
      for (std::int64_t x = inside.begin - owned.begin[2]; x < inside.end - owned.begin[2]; ++x)
        sum[static_cast<int>(radius[x])] += std::clamp(value[x] - no_residual, -limit, limit);
    }
  });
  return sums;
}

std::vector<std::int64_t> sum_rings_by_atomics(const Volume<std::uint16_t>& residual, const Rings& rings,
                                               const FieldOfView& view, int limit) {
  const Box& owned = residual.decomposition().owned();
  const Triple halo = residual.halo();
  const Kokkos::View<long long*> sums("sums of rings", residual.extents()[0] * rings.number);
  for_each_voxel("sum rings", residual.local(),
                 AddToRing{residual.data(), rings.twice_radius, rows_inside(view, owned), sums,
                           static_cast<int>(halo[0]), static_cast<int>(halo[1]), static_cast<int>(halo[2]),
                           static_cast<int>(owned.begin[0]), rings.number, limit});
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), sums);
  return std::vector<std::int64_t>(host.data(), host.data() + host.extent(0));
}

std::vector<std::int64_t> sum_rings(const Volume<std::uint16_t>& residual, const Rings& rings,
                                    const FieldOfView& view, int limit) {
  std::vector<std::int64_t> sums;
  if constexpr (runs_on_host)
    sums = sum_rings_by_rows(residual, rings, view, limit);
  else
    sums = sum_rings_by_atomics(residual, rings, view, limit);
  MPI_Allreduce(MPI_IN_PLACE, sums.data(), static_cast<int>(sums.size()), MPI_INT64_T, MPI_SUM,
                residual.decomposition().comm());
  return sums;
}

}  // namespace catena
