// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/instances/filled_labels.h"

#include <mpi.h>

#include "segmentation/volume/voxel_loop.h"

namespace catena {

std::uint32_t greatest_label(const Volume<std::uint32_t>& labels) {
  const auto voxels = labels.owned_view();
  const std::int64_t ny = labels.local()[1];
  const int nx = static_cast<int>(labels.local()[2]);
  std::uint32_t here = 0, all = 0;
  Kokkos::parallel_reduce(
      "greatest label", Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, labels.local()[0] * ny),
      KOKKOS_LAMBDA(std::int64_t row, std::uint32_t & greatest) {
        for (int x = 0; x < nx; ++x) {
          const std::uint32_t label = voxels(row / ny, row % ny, x);
          if (label > greatest) greatest = label;
        }
      },
      Kokkos::Max<std::uint32_t>(here));
  MPI_Allreduce(&here, &all, 1, MPI_UINT32_T, MPI_MAX, labels.decomposition().comm());
  return all;
}

void number_basins_as(const Volume<std::uint32_t>& particles, std::int64_t count,
                      const Volume<std::uint32_t>& basins) {
  const Kokkos::View<std::uint32_t*> number("number of basin", static_cast<std::size_t>(count) + 1);
  const auto of_particle = particles.owned_view();
  const auto of_basin = basins.owned_view();
  for_each_voxel(
      "number of basin", basins.local(), KOKKOS_LAMBDA(int z, int y, int x) {
        // All voxels of a basin carry one number, so that whoever writes last writes the same.
        if (of_particle(z, y, x) != 0) number(of_basin(z, y, x)) = of_particle(z, y, x);
      });
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), number);
  MPI_Allreduce(MPI_IN_PLACE, host.data(), static_cast<int>(host.size()), MPI_UINT32_T, MPI_MAX,
                basins.decomposition().comm());
  Kokkos::deep_copy(number, host);
  for_each_voxel(
      "number basins", basins.local(),
      KOKKOS_LAMBDA(int z, int y, int x) { of_basin(z, y, x) = number(of_basin(z, y, x)); });
}

}  // namespace catena
