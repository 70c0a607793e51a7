// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/crossing_components.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "jobs/run/error.h"
#include "segmentation/kernels/all_gather.h"
#include "segmentation/kernels/ghost_boxes.h"
#include "segmentation/kernels/union_find.h"

namespace catena {
namespace {

/// Two components that are one, the second on another rank.
struct Pair {
  std::uint32_t mine, theirs;
  bool operator<(const Pair& o) const { return mine != o.mine ? mine < o.mine : theirs < o.theirs; }
  bool operator==(const Pair& o) const { return mine == o.mine && theirs == o.theirs; }
};

/// Identity + 1 of every voxel in a box of this rank (global indices), 0 outside the components.
std::vector<std::uint32_t> painted(const BlockComponents& components, const Decomposition& blocks,
                                   const Box& box, std::uint32_t offset) {
  Box local;
  for (int axis = 0; axis < 3; ++axis) {
    local.begin[axis] = box.begin[axis] - blocks.owned().begin[axis];
    local.end[axis] = box.end[axis] - blocks.owned().begin[axis];
  }
  const Triple n = box.extents();
  const Kokkos::View<std::uint32_t***, Kokkos::LayoutRight> target(
      Kokkos::view_alloc("components on a border", Kokkos::WithoutInitializing), n[0], n[1], n[2]);
  paint_components(
      components, local, rows_of<std::uint32_t>(target),
      KOKKOS_LAMBDA(std::uint32_t c) { return offset + c + 1; });
  std::vector<std::uint32_t> values(static_cast<size_t>(box.voxels()));
  Kokkos::deep_copy(
      Kokkos::View<std::uint32_t***, Kokkos::LayoutRight, Kokkos::HostSpace>(values.data(), n[0], n[1], n[2]),
      target);
  return values;
}

void sort_out(std::vector<Pair>& pairs) {
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

/// Adds the pairs of touching voxels between a box of this rank and one of another.
void add_pairs(const Box& mine, const std::vector<std::uint32_t>& my_values, const Box& theirs,
               const std::vector<std::uint32_t>& their_values, Connectivity connectivity,
               std::vector<Pair>& pairs) {
  const Triple n = mine.extents(), m = theirs.extents();
  size_t sorted = 0, at = 0;
  for (auto z = theirs.begin[0]; z < theirs.end[0]; ++z)
    for (auto y = theirs.begin[1]; y < theirs.end[1]; ++y)
      for (auto x = theirs.begin[2]; x < theirs.end[2]; ++x, ++at) {
        const std::uint32_t other = their_values[at];
        if (other == 0) continue;
        const Box around = grown_within({{z, y, x}, {z + 1, y + 1, x + 1}}, mine);
        for (auto k = around.begin[0]; k < around.end[0]; ++k)
          for (auto j = around.begin[1]; j < around.end[1]; ++j)
            for (auto i = around.begin[2]; i < around.end[2]; ++i) {
              if (connectivity == Connectivity::faces &&
                  std::abs(k - z) + std::abs(j - y) + std::abs(i - x) != 1)
                continue;
              const std::uint32_t own =
                  my_values[((k - mine.begin[0]) * n[1] + j - mine.begin[1]) * n[2] + i - mine.begin[2]];
              if (own == 0) continue;
              const Pair pair{own - 1, other - 1};
              if (pairs.empty() || !(pairs.back() == pair)) pairs.push_back(pair);
            }
        if (pairs.size() > 2 * sorted + static_cast<size_t>(m[2]) * 1024) {
          sort_out(pairs);
          sorted = pairs.size();
        }
      }
}

std::vector<Pair> pairs_with_neighbours(const BlockComponents& components, const Decomposition& blocks,
                                        std::uint32_t offset, Connectivity connectivity) {
  const std::vector<GhostBox> boxes = ghost_boxes(blocks);
  std::vector<std::vector<std::uint32_t>> outgoing;
  for (const GhostBox& box : boxes) outgoing.push_back(painted(components, blocks, box.outgoing, offset));
  const auto incoming = exchange_boxes(blocks, boxes, outgoing);
  std::vector<Pair> pairs;
  // One block of two sees every pair; the one with the lower rank reports it.
  for (size_t i = 0; i < boxes.size(); ++i)
    if (blocks.rank() < boxes[i].rank)
      add_pairs(boxes[i].outgoing, outgoing[i], boxes[i].incoming, incoming[i], connectivity, pairs);
  sort_out(pairs);
  return pairs;
}

}  // namespace

CrossingComponents crossing_components(const BlockComponents& components, const Decomposition& blocks,
                                       Connectivity connectivity) {
  CrossingComponents result;
  if (blocks.ranks() == 1) return result;
  const std::vector<std::int64_t> counts =
      all_gather(blocks.comm(), std::vector<std::int64_t>{components.count});
  const std::int64_t total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  if (total >= std::numeric_limits<std::uint32_t>::max())
    throw InputError("the mask falls into " + std::to_string(total) +
                     " pieces; at most 4294967294 can be told apart: smooth the image first, or crop it");
  result.offset = static_cast<std::uint32_t>(
      std::accumulate(counts.begin(), counts.begin() + blocks.rank(), std::int64_t{0}));

  const std::vector<Pair> pairs =
      all_gather(blocks.comm(), pairs_with_neighbours(components, blocks, result.offset, connectivity));
  std::vector<std::uint32_t>& ids = result.ids;
  for (const Pair& pair : pairs) {
    ids.push_back(pair.mine);
    ids.push_back(pair.theirs);
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  const auto place = [&](std::uint32_t id) {
    return static_cast<std::uint32_t>(std::lower_bound(ids.begin(), ids.end(), id) - ids.begin());
  };
  result.group.resize(ids.size());
  std::iota(result.group.begin(), result.group.end(), 0u);
  for (const Pair& pair : pairs) unite(result.group.data(), place(pair.mine), place(pair.theirs));
  for (std::uint32_t i = 0; i < ids.size(); ++i) result.group[i] = find_root(result.group.data(), i);
  result.own_begin = place(result.offset);
  result.own_end = place(result.offset + components.count);
  return result;
}

void join_values(const CrossingComponents& crossing, MPI_Comm comm, MPI_Op operation, std::int64_t neutral,
                 std::vector<std::int64_t>& values) {
  std::vector<std::int64_t> joined(crossing.ids.size(), neutral);
  for (size_t i = crossing.own_begin; i < crossing.own_end; ++i)
    MPI_Reduce_local(&values[crossing.ids[i] - crossing.offset], &joined[crossing.group[i]], 1, MPI_INT64_T,
                     operation);
  MPI_Allreduce(MPI_IN_PLACE, joined.data(), static_cast<int>(joined.size()), MPI_INT64_T, operation, comm);
  for (size_t i = crossing.own_begin; i < crossing.own_end; ++i)
    values[crossing.ids[i] - crossing.offset] = joined[crossing.group[i]];
}

}  // namespace catena
