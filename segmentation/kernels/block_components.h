// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "segmentation/kernels/rows.h"

namespace catena {

/// Which voxels are neighbours: those that share a face, or also those that share an edge or a corner.
enum class Connectivity { faces = 6, all = 26 };

/// The connected components of one block of voxels, kept as runs: maximal stretches of a row. Runs are
/// numbered in raster order, and so are components, by their first voxel; both from 0. Memory: 12 bytes a run
/// (at most one run in two voxels), whatever the components' shape.
struct BlockComponents {
  int nz = 0, ny = 0, nx = 0;
  std::uint32_t count = 0;                    ///< components
  Kokkos::View<std::uint32_t*> row_begin;     ///< first run of every row, (nz ny + 1)
  Kokkos::View<std::int32_t*> edges;          ///< run r covers x in [edges(2 r), edges(2 r + 1))
  Kokkos::View<std::uint32_t*> component_of;  ///< of every run
};

/// The components of the voxels that are not 0, or of those that are 0 (`foreground` false), found by
/// union-find over the runs of neighbouring rows. This block alone: nothing is known of other ranks.
BlockComponents block_components(const Rows<const std::uint8_t>& mask, bool foreground,
                                 Connectivity connectivity);

/// Calls body(z, y, begin, end, component) for every run, in parallel over rows.
template <class Body>
void for_each_run(const char* label, const BlockComponents& components, const Body& body) {
  const auto row_begin = components.row_begin;
  const auto edges = components.edges;
  const auto component_of = components.component_of;
  const int ny = components.ny;
  const std::int64_t rows = static_cast<std::int64_t>(components.nz) * ny;
  Kokkos::parallel_for(
      label, Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, rows), KOKKOS_LAMBDA(std::int64_t row) {
        const int z = static_cast<int>(row / ny), y = static_cast<int>(row % ny);
        for (std::uint32_t run = row_begin(row); run < row_begin(row + 1); ++run)
          body(z, y, edges(2 * static_cast<size_t>(run)), edges(2 * static_cast<size_t>(run) + 1),
               component_of(run));
      });
  Kokkos::fence();
}

/// Writes value(component) to every voxel of the components inside `box` (local indices), and 0 to the others
/// there. `target` has the extents of the box.
template <class Value>
void paint_components(const BlockComponents& components, const Box& box, const Rows<std::uint32_t>& target,
                      const Value& value) {
  const auto row_begin = components.row_begin;
  const auto edges = components.edges;
  const auto component_of = components.component_of;
  const int ny = components.ny, rows_y = target.ny;
  const int z0 = static_cast<int>(box.begin[0]), y0 = static_cast<int>(box.begin[1]);
  const int x0 = static_cast<int>(box.begin[2]), x1 = static_cast<int>(box.end[2]);
  Kokkos::parallel_for(
      "paint components", Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, target.count()),
      KOKKOS_LAMBDA(std::int64_t i) {
        const int z = static_cast<int>(i / rows_y), y = static_cast<int>(i % rows_y);
        const std::int64_t row = static_cast<std::int64_t>(z + z0) * ny + y + y0;
        std::uint32_t* const out = target.row(z, y);
        int x = x0;
        for (std::uint32_t run = row_begin(row); run < row_begin(row + 1); ++run) {
          const int begin = edges(2 * static_cast<size_t>(run)),
                    end = edges(2 * static_cast<size_t>(run) + 1);
          if (end <= x0) continue;
          if (begin >= x1) break;
          for (; x < begin; ++x) out[x - x0] = 0;
          const std::uint32_t v = value(component_of(run));
          const int stop = end < x1 ? end : x1;
          for (; x < stop; ++x) out[x - x0] = v;
        }
        for (; x < x1; ++x) out[x - x0] = 0;
      });
  Kokkos::fence();
}

}  // namespace catena
