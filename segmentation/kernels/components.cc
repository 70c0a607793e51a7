// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/components.h"

#include <limits>
#include <vector>

#include "segmentation/kernels/crossing_components.h"
#include "segmentation/kernels/raster_order.h"

namespace catena {
namespace {

/// Label of every local component; `count` becomes the number of labels.
std::vector<std::int64_t> global_labels(const BlockComponents& local, const Decomposition& blocks,
                                        Connectivity connectivity, std::int64_t& count) {
  const CrossingComponents crossing = crossing_components(local, blocks, connectivity);
  const auto row_begin = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), local.row_begin);
  const auto edges = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), local.edges);
  const auto component_of = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), local.component_of);
  const std::int64_t rows = static_cast<std::int64_t>(local.nz) * local.ny;
  const Triple corner = blocks.owned().begin;

  // The first voxel of each component in this block, and of the whole that it is part of.
  std::vector<std::int64_t> own_first(local.count, -1);
  for (std::int64_t row = 0; row < rows; ++row)
    for (std::uint32_t run = row_begin(row); run < row_begin(row + 1); ++run)
      if (own_first[component_of(run)] < 0)
        own_first[component_of(run)] =
            blocks.global_index({corner[0] + row / local.ny, corner[1] + row % local.ny,
                                 corner[2] + edges(2 * static_cast<size_t>(run))});
  std::vector<std::int64_t> first = own_first;
  join_values(crossing, blocks.comm(), MPI_MIN, std::numeric_limits<std::int64_t>::max(), first);

  // The part that holds the first voxel of the whole is numbered, the others learn the number.
  const auto row_of = [&](std::int64_t index) {
    const std::int64_t line = index / blocks.extents()[2];
    return (line / blocks.extents()[1] - corner[0]) * local.ny + line % blocks.extents()[1] - corner[1];
  };
  std::vector<std::int32_t> in_row(static_cast<size_t>(rows), 0);
  for (std::uint32_t c = 0; c < local.count; ++c)
    if (first[c] == own_first[c]) ++in_row[row_of(first[c])];
  std::vector<std::int64_t> next = count_before_rows(blocks, in_row);
  std::vector<std::int64_t> label(local.count, 0);
  std::int64_t greatest = 0;
  for (std::uint32_t c = 0; c < local.count; ++c)
    if (first[c] == own_first[c]) greatest = label[c] = ++next[row_of(first[c])];
  join_values(crossing, blocks.comm(), MPI_MAX, 0, label);
  MPI_Allreduce(&greatest, &count, 1, MPI_INT64_T, MPI_MAX, blocks.comm());
  return label;
}

}  // namespace

std::int64_t label_components(const Volume<std::uint8_t>& mask, Connectivity connectivity,
                              const Volume<std::uint32_t>& labels) {
  Kokkos::Profiling::pushRegion("label components");
  const Decomposition& blocks = mask.decomposition();
  const BlockComponents local = block_components(owned_rows(mask), true, connectivity);
  const Box everything{{0, 0, 0}, mask.local()};
  std::int64_t count = local.count;
  if (blocks.ranks() == 1) {
    paint_components(
        local, everything, owned_rows(labels), KOKKOS_LAMBDA(std::uint32_t c) { return c + 1; });
  } else {
    const std::vector<std::int64_t> label = global_labels(local, blocks, connectivity, count);
    const auto label_of = unset_array<std::uint32_t>("labels of components", local.count);
    const auto host = Kokkos::create_mirror_view(label_of);
    for (std::uint32_t c = 0; c < local.count; ++c) host(c) = static_cast<std::uint32_t>(label[c]);
    Kokkos::deep_copy(label_of, host);
    paint_components(
        local, everything, owned_rows(labels), KOKKOS_LAMBDA(std::uint32_t c) { return label_of(c); });
  }
  Kokkos::Profiling::popRegion();
  return count;
}

}  // namespace catena
