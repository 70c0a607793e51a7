// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <string>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// Whether the default backend's kernels can read host memory as they are.
constexpr bool runs_on_host =
    Kokkos::SpaceAccessibility<Kokkos::DefaultExecutionSpace, Kokkos::HostSpace>::accessible;

/// Calls body(z, y, x) with int for all 0 <= (z, y, x) < extents. On a host one row a work item, so that the compiler
/// vectorises along x; on a device one team a row, so that neighbouring threads read neighbouring voxels.
template <class Body>
void for_each_voxel(const std::string& label, const Triple& extents, const Body& body) {
  const int ny = static_cast<int>(extents[1]), nx = static_cast<int>(extents[2]);
  const std::int64_t rows = extents[0] * extents[1];
  if constexpr (runs_on_host) {
    Kokkos::parallel_for(
        label, Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, rows), KOKKOS_LAMBDA(std::int64_t row) {
          const int z = static_cast<int>(row / ny), y = static_cast<int>(row % ny);
          for (int x = 0; x < nx; ++x) body(z, y, x);
        });
  } else {
    using Policy = Kokkos::TeamPolicy<>;
    Kokkos::parallel_for(
        label, Policy(static_cast<int>(rows), Kokkos::AUTO), KOKKOS_LAMBDA(const Policy::member_type& team) {
          const int z = team.league_rank() / ny, y = team.league_rank() % ny;
          Kokkos::parallel_for(Kokkos::TeamThreadRange(team, nx), [&](int x) { body(z, y, x); });
        });
  }
  Kokkos::fence();
}

/// Calls body(z, y) for every row; the body walks along x itself.
template <class Body>
void for_each_row(const std::string& label, const Triple& extents, const Body& body) {
  const int ny = static_cast<int>(extents[1]);
  Kokkos::parallel_for(
      label, Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, extents[0] * extents[1]),
      KOKKOS_LAMBDA(std::int64_t row) { body(static_cast<int>(row / ny), static_cast<int>(row % ny)); });
  Kokkos::fence();
}

}  // namespace catena
