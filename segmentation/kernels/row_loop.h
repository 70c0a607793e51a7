// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <string>
#include <type_traits>

#include "segmentation/volume/decomposition.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {

namespace row_loop {

template <class Rows>
struct OnHost {
  Rows rows;
  int ny, nx;
  KOKKOS_FUNCTION void operator()(std::int64_t line) const {
    const auto row = rows(static_cast<int>(line / ny), static_cast<int>(line % ny));
    for (int x = 0; x < nx; ++x) row(x);
  }
};

template <class Rows>
struct OnDevice {
  using Policy = Kokkos::TeamPolicy<>;
  Rows rows;
  int ny, nx;
  KOKKOS_FUNCTION void operator()(const typename Policy::member_type& team) const {
    const auto row = rows(team.league_rank() / ny, team.league_rank() % ny);
    Kokkos::parallel_for(Kokkos::TeamThreadRange(team, nx), [&](int x) { row(x); });
  }
};

template <class Rows>
void run(std::true_type /*on a host*/, const std::string& label, std::int64_t lines, int ny, int nx,
         const Rows& rows) {
  Kokkos::parallel_for(label, Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, lines),
                       OnHost<Rows>{rows, ny, nx});
}

template <class Rows>
void run(std::false_type, const std::string& label, std::int64_t lines, int ny, int nx, const Rows& rows) {
  if (lines > 0)
    Kokkos::parallel_for(label, typename OnDevice<Rows>::Policy(static_cast<int>(lines), Kokkos::AUTO),
                         OnDevice<Rows>{rows, ny, nx});
}

}  // namespace row_loop

/// As for_each_voxel, in two steps: rows(z, y) gives what all voxels of a row share, pointers and numbers but
/// no views, and row(x) is called on that for 0 <= x < extents[2]. So the loop along x has nothing left to
/// look up.
template <class Rows>
void for_each_voxel_by_rows(const std::string& label, const Triple& extents, const Rows& rows) {
  row_loop::run(std::integral_constant<bool, runs_on_host>{}, label, extents[0] * extents[1],
                static_cast<int>(extents[1]), static_cast<int>(extents[2]), rows);
  Kokkos::fence();
}

}  // namespace catena
