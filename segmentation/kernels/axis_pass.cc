// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/axis_pass.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "segmentation/kernels/line_exchange.h"
#include "segmentation/kernels/line_halo.h"
#include "segmentation/kernels/line_minimum.h"
#include "segmentation/kernels/tile_grid.h"
#include "segmentation/kernels/tile_minimum.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using Host = Kokkos::DefaultHostExecutionSpace;

/// Calls body(minimum, tile) for every tile; each thread has buffers of its own. Returns a bound on the
/// results.
template <class T, class Body>
T for_each_tile(std::int64_t tiles, int n, float weight, const Body& body) {
  const std::int64_t threads = std::min<std::int64_t>(Host().concurrency(), tiles);
  std::vector<T> bound(static_cast<size_t>(threads) + 1, 0);
  Kokkos::parallel_for("lower lines", Kokkos::RangePolicy<Host>(0, threads), [&](std::int64_t thread) {
    TileMinimum<T> minimum(n, weight);
    for (std::int64_t tile = thread; tile < tiles; tile += threads) body(minimum, tile);
    bound[static_cast<size_t>(thread)] = minimum.bound();
  });
  return *std::max_element(bound.begin(), bound.end());
}

template <class T>
T lower_in_place(const TileGrid<T>& grid, float weight) {
  return for_each_tile<T>(grid.tiles, grid.length, weight, [&](TileMinimum<T>& minimum, std::int64_t tile) {
    minimum.lower(&grid.voxel(tile, 0, 0), grid.stride(), grid.width(tile));
  });
}

/// With a few voxels of the neighbours, where these suffice. Returns the tiles that are left and a bound on
/// the rest.
template <class T>
std::pair<std::vector<std::int64_t>, T> lower_near(const Decomposition& blocks, const TileGrid<T>& grid,
                                                   float weight, T bound) {
  LineHalo<T> halo(blocks, grid, weight, bound);
  T result = 0;
  const auto tiles = static_cast<std::int64_t>(halo.near().size());
  for (std::int64_t first = 0; first < tiles; first += halo.tiles_at_once) {
    const std::int64_t last = std::min(first + halo.tiles_at_once, tiles);
    halo.fetch(first, last);
    const T batch =
        for_each_tile<T>(last - first, grid.length, weight, [&](TileMinimum<T>& minimum, std::int64_t i) {
          const std::int64_t tile = halo.near()[first + i];
          minimum.lower(&grid.voxel(tile, 0, 0), grid.stride(), grid.width(tile),
                        halo.beyond(first + i, false), halo.beyond(first + i, true));
        });
    result = std::max(result, batch);
  }
  return {halo.far(), result};
}

/// On buffers of complete lines, gathered from the ranks if need be.
template <class T>
void lower_in_rounds(const Decomposition& blocks, const TileGrid<T>& grid,
                     const std::vector<std::int64_t>& tiles, float weight) {
  if (tiles.empty()) return;
  const TileList list("tiles", tiles.size());
  Kokkos::deep_copy(
      list, Kokkos::View<const std::int64_t*, Kokkos::HostSpace, Kokkos::MemoryTraits<Kokkos::Unmanaged>>(
                tiles.data(), tiles.size()));
  LineExchange<T> exchange(blocks, grid, list);
  const LineTiles<T> lines = exchange.lines();
  const LineTiles<T> lowered =
      runs_on_host ? LineTiles<T>()
                   : LineTiles<T>("lowered lines", lines.extent(0), lines.extent(1), lines.extent(2));
  for (std::int64_t round = 0; round < exchange.rounds(); ++round) {
    const int count = exchange.gather(round);
    if constexpr (runs_on_host) {
      const int n = lines.extent_int(1);
      for_each_tile<T>(count, n, weight, [&](TileMinimum<T>& minimum, std::int64_t tile) {
        minimum.lower(lines.data() + tile * n * TileGrid<T>::lanes, TileGrid<T>::lanes, TileGrid<T>::lanes);
      });
    } else if (count > 0) {
      lower_lines(lines, lowered, weight);
      Kokkos::deep_copy(lines, lowered);
    }
    exchange.give_back(round);
  }
}

}  // namespace

template <class T>
T lower_along(const Volume<T>& volume, int axis, float weight, T bound) {
  Kokkos::Profiling::pushRegion("lower lines");
  const TileGrid<T> grid(volume, axis);
  const Decomposition& blocks = volume.decomposition();
  T result = Unreached<T>::value;
  if (runs_on_host && blocks.grid()[axis] == 1) {
    result = lower_in_place(grid, weight);
  } else if (runs_on_host) {
    const auto [left, largest] = lower_near(blocks, grid, weight, bound);
    lower_in_rounds(blocks, grid, left, weight);
    if (left.empty()) result = largest;
  } else {
    std::vector<std::int64_t> all(static_cast<size_t>(grid.tiles));
    std::iota(all.begin(), all.end(), 0);
    lower_in_rounds(blocks, grid, all, weight);
  }
  Kokkos::Profiling::popRegion();
  return result;
}

template std::int32_t lower_along(const Volume<std::int32_t>&, int, float, std::int32_t);
template float lower_along(const Volume<float>&, int, float, float);

}  // namespace catena
