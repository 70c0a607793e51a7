// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <string>
#include <type_traits>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// Whether the default backend's kernels can read host memory as they are.
constexpr bool runs_on_host =
    Kokkos::SpaceAccessibility<Kokkos::DefaultExecutionSpace, Kokkos::HostSpace>::accessible;

namespace voxel_loop {

// Named functors and a choice by tag: a device compiler refuses lambdas inside `if constexpr`.

/// One row a work item, so that a host compiler vectorises along x.
template <class Body>
struct Row {
  Body body;
  int ny, nx;
  KOKKOS_FUNCTION void operator()(std::int64_t row) const {
    const int z = static_cast<int>(row / ny), y = static_cast<int>(row % ny);
    const Body own = body;  // out of reach of the loop's stores, so that it vectorises for bytes also
    for (int x = 0; x < nx; ++x) own(z, y, x);
  }
};

/// One team a row, so that neighbouring threads of a device read neighbouring voxels.
template <class Body>
struct TeamRow {
  using Policy = Kokkos::TeamPolicy<>;
  Body body;
  int ny, nx;
  KOKKOS_FUNCTION void operator()(const typename Policy::member_type& team) const {
    const int z = team.league_rank() / ny, y = team.league_rank() % ny;
    Kokkos::parallel_for(Kokkos::TeamThreadRange(team, nx), [&](int x) { body(z, y, x); });
  }
};

template <class Body>
void run(std::true_type /*on a host*/, const std::string& label, std::int64_t rows, int ny, int nx,
         const Body& body) {
  Kokkos::parallel_for(label, Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, rows),
                       Row<Body>{body, ny, nx});
}

template <class Body>
void run(std::false_type, const std::string& label, std::int64_t rows, int ny, int nx, const Body& body) {
  if (rows > 0)
    Kokkos::parallel_for(label, typename TeamRow<Body>::Policy(static_cast<int>(rows), Kokkos::AUTO),
                         TeamRow<Body>{body, ny, nx});
}

}  // namespace voxel_loop

/// Calls body(z, y, x) with int for all 0 <= (z, y, x) < extents.
template <class Body>
void for_each_voxel(const std::string& label, const Triple& extents, const Body& body) {
  voxel_loop::run(std::integral_constant<bool, runs_on_host>{}, label, extents[0] * extents[1],
                  static_cast<int>(extents[1]), static_cast<int>(extents[2]), body);
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
