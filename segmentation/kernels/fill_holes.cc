// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/fill_holes.h"

#include <vector>

#include "segmentation/kernels/block_components.h"
#include "segmentation/kernels/crossing_components.h"

namespace catena {
namespace {

/// Which faces of a block are faces of the image through which a hole would be open, along z, y, x.
struct OpenFaces {
  bool low[3], high[3];
};

OpenFaces open_faces(const Box& block, const Triple& extents) {
  OpenFaces faces;
  for (int axis = 0; axis < 3; ++axis) {
    faces.low[axis] = extents[axis] > 1 && block.begin[axis] == 0;
    faces.high[axis] = extents[axis] > 1 && block.end[axis] == extents[axis];
  }
  return faces;
}

/// Voxels of every component, and 1 for those that reach an open face.
struct Extent {
  Kokkos::View<std::int64_t*> voxels, open;
};

Extent measure_components(const BlockComponents& background, const OpenFaces& faces) {
  const Kokkos::View<std::int64_t*> voxels("voxels of background parts", background.count);
  const Kokkos::View<std::int64_t*> open("open background parts", background.count);
  const int last_z = background.nz - 1, last_y = background.ny - 1, nx = background.nx;
  for_each_run(
      "measure background parts", background,
      KOKKOS_LAMBDA(int z, int y, int begin, int end, std::uint32_t c) {
        if (runs_serially)
          voxels(c) += end - begin;
        else
          Kokkos::atomic_add(&voxels(c), static_cast<std::int64_t>(end - begin));
        if ((faces.low[0] && z == 0) || (faces.high[0] && z == last_z) || (faces.low[1] && y == 0) ||
            (faces.high[1] && y == last_y) || (faces.low[2] && begin == 0) || (faces.high[2] && end == nx))
          open(c) = 1;
      });
  return {voxels, open};
}

/// Sets the closed parts of at most `largest` voxels to 1; returns how many voxels of this block that were.
std::int64_t fill(const BlockComponents& background, const Extent& extent, std::int64_t largest,
                  const Rows<std::uint8_t>& mask) {
  const auto voxels = extent.voxels, open = extent.open;
  for_each_run(
      "fill holes", background, KOKKOS_LAMBDA(int z, int y, int begin, int end, std::uint32_t c) {
        if (open(c) || voxels(c) > largest) return;
        std::uint8_t* const row = mask.row(z, y);
        for (int x = begin; x < end; ++x) row[x] = 1;
      });
  std::int64_t filled = 0;
  const auto row_begin = background.row_begin;
  const auto edges = background.edges;
  const auto component_of = background.component_of;
  Kokkos::parallel_reduce(
      "count filled", Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, component_of.extent(0)),
      KOKKOS_LAMBDA(std::int64_t run, std::int64_t & sum) {
        const std::uint32_t c = component_of(run);
        if (!open(c) && voxels(c) <= largest) sum += edges(2 * run + 1) - edges(2 * run);
      },
      filled);
  return filled;
}

std::vector<std::int64_t> to_host(const Kokkos::View<std::int64_t*>& values) {
  std::vector<std::int64_t> host(values.extent(0));
  Kokkos::deep_copy(Kokkos::View<std::int64_t*, Kokkos::HostSpace>(host.data(), host.size()), values);
  return host;
}

void to_device(std::vector<std::int64_t>& host, const Kokkos::View<std::int64_t*>& values) {
  Kokkos::deep_copy(values, Kokkos::View<std::int64_t*, Kokkos::HostSpace>(host.data(), host.size()));
}

}  // namespace

std::int64_t fill_holes(const Volume<std::uint8_t>& mask, std::int64_t largest) {
  Kokkos::Profiling::pushRegion("fill holes");
  const Decomposition& blocks = mask.decomposition();
  const BlockComponents background = block_components(owned_rows(mask), false, Connectivity::faces);
  const Extent extent = measure_components(background, open_faces(blocks.owned(), blocks.extents()));
  if (blocks.ranks() > 1) {
    const CrossingComponents crossing = crossing_components(background, blocks, Connectivity::faces);
    std::vector<std::int64_t> voxels = to_host(extent.voxels), open = to_host(extent.open);
    join_values(crossing, blocks.comm(), MPI_SUM, 0, voxels);
    join_values(crossing, blocks.comm(), MPI_MAX, 0, open);
    to_device(voxels, extent.voxels);
    to_device(open, extent.open);
  }
  std::int64_t filled = fill(background, extent, largest, owned_rows(mask));
  MPI_Allreduce(MPI_IN_PLACE, &filled, 1, MPI_INT64_T, MPI_SUM, blocks.comm());
  Kokkos::Profiling::popRegion();
  return filled;
}

std::int64_t fill_holes(const Kokkos::View<std::uint8_t***, Kokkos::LayoutRight>& box, std::int64_t largest) {
  Kokkos::Profiling::pushRegion("fill holes in a box");
  const Rows<std::uint8_t> rows = rows_of<std::uint8_t>(box);
  const BlockComponents background = block_components(rows, false, Connectivity::faces);
  const Extent extent =
      measure_components(background, open_faces({{0, 0, 0}, rows.extents()}, rows.extents()));
  const std::int64_t filled = fill(background, extent, largest, rows);
  Kokkos::Profiling::popRegion();
  return filled;
}

}  // namespace catena
