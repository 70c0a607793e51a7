// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/relabel.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "segmentation/kernels/rows.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

constexpr std::int64_t none = std::numeric_limits<std::int64_t>::max();

/// Calls body(z, y, begin, end, label) for every stretch of one label in a row, in parallel over rows.
template <class Body>
void for_each_stretch(const char* name, const Rows<std::uint32_t>& labels, const Body& body) {
  const int nx = labels.nx;
  for_each_row(
      name, labels.extents(), KOKKOS_LAMBDA(int z, int y) {
        const std::uint32_t* const row = labels.row(z, y);
        for (int x = 0; x < nx;) {
          const int begin = x;
          const std::uint32_t label = row[x];
          while (x < nx && row[x] == label) ++x;
          body(z, y, begin, x, label);
        }
      });
}

template <class T>
std::vector<T> to_host(const Kokkos::View<T*>& values) {
  std::vector<T> host(values.extent(0));
  Kokkos::deep_copy(Kokkos::View<T*, Kokkos::HostSpace>(host.data(), host.size()), values);
  return host;
}

std::vector<std::uint8_t> present(const std::vector<std::int64_t>& sizes, std::int64_t least) {
  std::vector<std::uint8_t> keep(sizes.size(), 0);
  for (size_t label = 1; label < sizes.size(); ++label) keep[label] = sizes[label] >= least;
  return keep;
}

}  // namespace

std::vector<std::int64_t> label_sizes(const Volume<std::uint32_t>& labels, std::int64_t count) {
  const Kokkos::View<std::int64_t*> sizes("voxels of labels", count + 1);
  for_each_stretch(
      "count voxels of labels", owned_rows(labels),
      KOKKOS_LAMBDA(int, int, int begin, int end, std::uint32_t label) {
        if (runs_serially)
          sizes(label) += end - begin;
        else
          Kokkos::atomic_add(&sizes(label), static_cast<std::int64_t>(end - begin));
      });
  std::vector<std::int64_t> result = to_host(sizes);
  MPI_Allreduce(MPI_IN_PLACE, result.data(), static_cast<int>(result.size()), MPI_INT64_T, MPI_SUM,
                labels.decomposition().comm());
  return result;
}

std::vector<std::int64_t> first_voxels_in_block(const Volume<std::uint32_t>& labels, std::int64_t count) {
  const Kokkos::View<std::int64_t*> first("first voxels of labels", count + 1);
  Kokkos::deep_copy(first, none);
  const Triple corner = labels.decomposition().owned().begin, n = labels.extents();
  const std::int64_t z0 = corner[0], y0 = corner[1], x0 = corner[2], ny = n[1], nx = n[2];
  for_each_stretch(
      "first voxels of labels", owned_rows(labels),
      KOKKOS_LAMBDA(int z, int y, int begin, int, std::uint32_t label) {
        if (label == 0) return;
        const std::int64_t index = ((z0 + z) * ny + y0 + y) * nx + x0 + begin;
        if (index >= first(label)) return;
        if (runs_serially)
          first(label) = index;
        else
          Kokkos::atomic_fetch_min(&first(label), index);
      });
  return to_host(first);
}

std::vector<std::uint8_t> labels_at_faces(const Volume<std::uint32_t>& labels, std::int64_t count) {
  const Kokkos::View<std::uint8_t*> touches("labels at faces", count + 1);
  const Triple n = labels.extents();
  const Box owned = labels.decomposition().owned();
  bool low[3], high[3];
  for (int axis = 0; axis < 3; ++axis) {
    low[axis] = n[axis] > 1 && owned.begin[axis] == 0;
    high[axis] = n[axis] > 1 && owned.end[axis] == n[axis];
  }
  const Rows<std::uint32_t> rows = owned_rows(labels);
  const int nz = rows.nz, ny = rows.ny, nx = rows.nx;
  const bool low_z = low[0], low_y = low[1], low_x = low[2], high_z = high[0], high_y = high[1],
             high_x = high[2];
  for_each_row(
      "labels at faces", rows.extents(), KOKKOS_LAMBDA(int z, int y) {
        const std::uint32_t* const row = rows.row(z, y);
        if ((low_z && z == 0) || (high_z && z == nz - 1) || (low_y && y == 0) || (high_y && y == ny - 1))
          for (int x = 0; x < nx; ++x) touches(row[x]) = 1;
        if (low_x) touches(row[0]) = 1;
        if (high_x) touches(row[nx - 1]) = 1;
      });
  std::vector<std::uint8_t> result = to_host(touches);
  result[0] = 0;
  MPI_Allreduce(MPI_IN_PLACE, result.data(), static_cast<int>(result.size()), MPI_UINT8_T, MPI_MAX,
                labels.decomposition().comm());
  return result;
}

void map_labels(const Volume<std::uint32_t>& labels, const std::vector<std::uint32_t>& table) {
  const auto device = unset_array<std::uint32_t>("table of labels", table.size());
  Kokkos::deep_copy(device,
                    Kokkos::View<const std::uint32_t*, Kokkos::HostSpace>(table.data(), table.size()));
  const std::uint32_t* const to = device.data();
  const Rows<std::uint32_t> rows = owned_rows(labels);
  for_each_voxel(
      "map labels", rows.extents(), KOKKOS_LAMBDA(int z, int y, int x) {
        std::uint32_t& label = rows(z, y, x);
        label = to[label];
      });
}

void apply_mask(const Volume<std::uint32_t>& labels, const Volume<std::uint8_t>& mask) {
  const Rows<std::uint32_t> rows = owned_rows(labels);
  const Rows<std::uint8_t> inside = owned_rows(mask);
  for_each_voxel(
      "apply mask", rows.extents(),
      KOKKOS_LAMBDA(int z, int y, int x) { rows(z, y, x) = inside(z, y, x) != 0 ? rows(z, y, x) : 0; });
}

std::vector<std::uint32_t> numbering(const std::vector<std::uint8_t>& keep, std::int64_t& count) {
  std::vector<std::uint32_t> table(keep.size(), 0);
  std::uint32_t next = 0;
  for (size_t label = 1; label < keep.size(); ++label)
    if (keep[label]) table[label] = ++next;
  count = next;
  return table;
}

std::vector<std::uint32_t> numbering_by_first_voxel(const std::vector<std::int64_t>& first) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t thing = 0; thing < first.size(); ++thing)
    if (first[thing] != none) order.push_back(thing);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return first[a] < first[b]; });
  std::vector<std::uint32_t> table(first.size(), 0);
  for (std::uint32_t i = 0; i < order.size(); ++i) table[order[i]] = i + 1;
  return table;
}

std::int64_t remove_small(const Volume<std::uint32_t>& labels, std::int64_t count, std::int64_t voxels) {
  std::int64_t kept = 0;
  map_labels(labels, numbering(present(label_sizes(labels, count), std::max<std::int64_t>(voxels, 1)), kept));
  return kept;
}

std::int64_t remove_at_faces(const Volume<std::uint32_t>& labels, std::int64_t count) {
  std::vector<std::uint8_t> keep = present(label_sizes(labels, count), 1);
  const std::vector<std::uint8_t> touches = labels_at_faces(labels, count);
  for (size_t label = 0; label < keep.size(); ++label) keep[label] = keep[label] && !touches[label];
  std::int64_t kept = 0;
  map_labels(labels, numbering(keep, kept));
  return kept;
}

std::int64_t renumber_by_first_voxel(const Volume<std::uint32_t>& labels, std::int64_t count) {
  std::vector<std::int64_t> first = first_voxels_in_block(labels, count);
  MPI_Allreduce(MPI_IN_PLACE, first.data(), static_cast<int>(first.size()), MPI_INT64_T, MPI_MIN,
                labels.decomposition().comm());
  const std::vector<std::uint32_t> table = numbering_by_first_voxel(first);
  map_labels(labels, table);
  return *std::max_element(table.begin(), table.end());
}

}  // namespace catena
