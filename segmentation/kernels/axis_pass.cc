// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/axis_pass.h"

#include <algorithm>

#include "segmentation/kernels/line_exchange.h"
#include "segmentation/kernels/line_minimum.h"
#include "segmentation/kernels/tile_grid.h"
#include "segmentation/kernels/tile_minimum.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using Host = Kokkos::DefaultHostExecutionSpace;

/// Calls body(minimum, tile) for every tile; each thread has buffers of its own.
template <class T, class Body>
void for_each_tile(std::int64_t tiles, int n, float weight, const Body& body) {
  const std::int64_t threads = std::min<std::int64_t>(Host().concurrency(), tiles);
  Kokkos::parallel_for("lower lines", Kokkos::RangePolicy<Host>(0, threads), [&](std::int64_t thread) {
    TileMinimum<T> minimum(n, weight);
    for (std::int64_t tile = thread; tile < tiles; tile += threads) body(minimum, tile);
  });
}

template <class T>
void lower_in_place(const TileGrid<T>& grid, float weight) {
  for_each_tile<T>(grid.tiles, grid.length, weight, [&](TileMinimum<T>& minimum, std::int64_t tile) {
    minimum.lower(&grid.voxel(tile, 0, 0), grid.stride(), grid.width(tile));
  });
}

/// Works on buffers of complete lines, gathered from the ranks if need be.
template <class T>
void lower_in_rounds(const Decomposition& blocks, const TileGrid<T>& grid, float weight) {
  LineExchange<T> exchange(blocks, grid);
  const LineTiles<T> lines = exchange.lines();
  const LineTiles<T> lowered =
      runs_on_host ? LineTiles<T>()
                   : LineTiles<T>("lowered lines", lines.extent(0), lines.extent(1), lines.extent(2));
  for (std::int64_t round = 0; round < exchange.rounds(); ++round) {
    const int tiles = exchange.gather(round);
    if constexpr (runs_on_host) {
      const int n = lines.extent_int(1);
      for_each_tile<T>(tiles, n, weight, [&](TileMinimum<T>& minimum, std::int64_t tile) {
        minimum.lower(lines.data() + tile * n * TileGrid<T>::lanes, TileGrid<T>::lanes, TileGrid<T>::lanes);
      });
    } else if (tiles > 0) {
      lower_lines(lines, lowered, weight);
      Kokkos::deep_copy(lines, lowered);
    }
    exchange.give_back(round);
  }
}

}  // namespace

template <class T>
void lower_along(const Volume<T>& volume, int axis, float weight) {
  Kokkos::Profiling::pushRegion("lower lines");
  const TileGrid<T> grid(volume, axis);
  if (runs_on_host && volume.decomposition().grid()[axis] == 1)
    lower_in_place(grid, weight);
  else
    lower_in_rounds(volume.decomposition(), grid, weight);
  Kokkos::Profiling::popRegion();
}

template void lower_along(const Volume<std::int32_t>&, int, float);
template void lower_along(const Volume<float>&, int, float);

}  // namespace catena
