// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/keep_marked.h"

#include <vector>

#include "segmentation/kernels/crossing_components.h"

namespace catena {

void keep_marked(const Volume<std::uint8_t>& low, const Volume<std::uint8_t>& high,
                 Connectivity connectivity) {
  Kokkos::Profiling::pushRegion("keep marked components");
  const Decomposition& blocks = low.decomposition();
  const Rows<std::uint8_t> mask = owned_rows(low), mark = owned_rows(high);
  const BlockComponents components = block_components(mask, true, connectivity);
  const Kokkos::View<std::int64_t*> marked("marked components", components.count);
  for_each_run(
      "mark components", components, KOKKOS_LAMBDA(int z, int y, int begin, int end, std::uint32_t c) {
        const std::uint8_t* const row = mark.row(z, y);
        std::uint8_t any = 0;
        for (int x = begin; x < end; ++x) any |= row[x];
        if (any) marked(c) = 1;
      });
  if (blocks.ranks() > 1) {
    const CrossingComponents crossing = crossing_components(components, blocks, connectivity);
    std::vector<std::int64_t> values(components.count);
    const Kokkos::View<std::int64_t*, Kokkos::HostSpace> host(values.data(), values.size());
    Kokkos::deep_copy(host, marked);
    join_values(crossing, blocks.comm(), MPI_MAX, 0, values);
    Kokkos::deep_copy(marked, host);
  }
  for_each_run(
      "remove unmarked", components, KOKKOS_LAMBDA(int z, int y, int begin, int end, std::uint32_t c) {
        if (marked(c)) return;
        std::uint8_t* const row = mask.row(z, y);
        for (int x = begin; x < end; ++x) row[x] = 0;
      });
  Kokkos::Profiling::popRegion();
}

}  // namespace catena
