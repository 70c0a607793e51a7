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

/// Adds the pairs of touching voxels of a row of another rank and a row of this one; reach is how far apart
/// along x voxels of the two rows still touch.
void add_pairs_of_rows(const std::uint32_t* theirs, std::int64_t their_begin, std::int64_t their_end,
                       const std::uint32_t* mine, std::int64_t my_begin, std::int64_t my_end, int reach,
                       std::vector<Pair>& pairs) {
  for (std::int64_t x = their_begin; x < their_end;) {
    const std::int64_t begin = x;
    const std::uint32_t other = theirs[begin - their_begin];
    while (x < their_end && theirs[x - their_begin] == other) ++x;
    if (other == 0) continue;
    std::uint32_t last = 0;
    const std::int64_t end = std::min(my_end, x + reach);
    for (std::int64_t i = std::max(my_begin, begin - reach); i < end; ++i) {
      const std::uint32_t own = mine[i - my_begin];
      if (own != 0 && own != last) pairs.push_back({own - 1, other - 1});
      if (own != 0) last = own;
    }
  }
}

/// Adds the pairs of touching voxels between a box of this rank and one of another.
void add_pairs(const Box& mine, const std::vector<std::uint32_t>& my_values, const Box& theirs,
               const std::vector<std::uint32_t>& their_values, Connectivity connectivity,
               std::vector<Pair>& pairs) {
  const Triple n = mine.extents(), m = theirs.extents();
  size_t limit = size_t{1} << 20;
  for (auto z = theirs.begin[0]; z < theirs.end[0]; ++z)
    for (auto y = theirs.begin[1]; y < theirs.end[1]; ++y)
      for (auto k = std::max(mine.begin[0], z - 1); k < std::min(mine.end[0], z + 2); ++k)
        for (auto j = std::max(mine.begin[1], y - 1); j < std::min(mine.end[1], y + 2); ++j) {
          const std::int64_t steps = std::abs(k - z) + std::abs(j - y);
          if (connectivity == Connectivity::faces && steps > 1) continue;
          // Voxels of the same row are of one block or the other, so that a reach of 1 means next to each
          // other.
          const int reach = connectivity == Connectivity::all || steps == 0 ? 1 : 0;
          add_pairs_of_rows(&their_values[((z - theirs.begin[0]) * m[1] + y - theirs.begin[1]) * m[2]],
                            theirs.begin[2], theirs.end[2],
                            &my_values[((k - mine.begin[0]) * n[1] + j - mine.begin[1]) * n[2]],
                            mine.begin[2], mine.end[2], reach, pairs);
          if (pairs.size() < limit) continue;
          sort_out(pairs);
          limit = std::max(limit, 2 * pairs.size());
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
