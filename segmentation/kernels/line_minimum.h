// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "segmentation/kernels/row_distance.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {

/// Complete lines, a tile of neighbouring ones after the other: (tile, voxel along the line, lane).
template <class T>
using LineTiles = Kokkos::View<T***, Kokkos::LayoutRight>;

/// g(i) = min_j f(j) + w (i - j)^2 for every line of `source`, by a search outwards from every voxel that
/// ends where no nearer sum is possible: a thread a voxel, for devices. Neighbouring threads take
/// neighbouring lanes.
template <class T>
void lower_lines(const LineTiles<T>& source, const LineTiles<T>& result, float weight) {
  const int n = source.extent_int(1);
  const Triple extents{source.extent_int(0), n, source.extent_int(2)};
  for_each_voxel(
      "lower lines", extents, KOKKOS_LAMBDA(int tile, int i, int lane) {
        T best = source(tile, i, lane);
        for (int k = 1; i - k >= 0 || i + k < n; ++k) {
          const T cost = step_cost<T>(k, weight);
          if (!(cost < best)) break;
          // A vertex that is no nearer than the best cannot win; left out, as its sum could overflow.
          if (i - k >= 0 && source(tile, i - k, lane) < best) {
            const T sum = source(tile, i - k, lane) + cost;
            best = sum < best ? sum : best;
          }
          if (i + k < n && source(tile, i + k, lane) < best) {
            const T sum = source(tile, i + k, lane) + cost;
            best = sum < best ? sum : best;
          }
        }
        result(tile, i, lane) = best;
      });
}

}  // namespace catena
