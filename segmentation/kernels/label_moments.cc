// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/label_moments.h"

#include <mpi.h>

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "jobs/run/error.h"
#include "segmentation/kernels/all_gather.h"
#include "segmentation/kernels/label_sums.h"
#include "segmentation/volume/halo_exchange.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using namespace label_sums;

Block block_of(const Volume<std::uint32_t>& labels, const SurfaceWeights& weights) {
  Block block{labels.data(), {}, {}, {}, {}, labels.extents()[0] > 1};
  const Box& owned = labels.decomposition().owned();
  for (int axis = 0; axis < 3; ++axis) {
    block.size[axis] = static_cast<int>(labels.local()[axis]);
    block.halo[axis] = static_cast<int>(labels.halo()[axis]);
    block.low[axis] = owned.begin[axis] == 0 ? -weights.stride[axis] : 0;
    block.origin[axis] = owned.begin[axis];
    const int least = axis == 0 && !block.solid ? 0 : std::max(1, weights.stride[axis]);
    if (block.halo[axis] < least)
      throw InputError("the moments of labels need a halo of " + std::to_string(least) +
                       " voxels along axis " + std::to_string(axis) + ", not " +
                       std::to_string(block.halo[axis]));
  }
  return block;
}

/// The contacts of all ranks, ascending.
std::vector<LabelContact> merged(const Contacts& contacts, MPI_Comm comm) {
  std::vector<std::int64_t> mine;
  for (const auto& [key, faces] : contacts)
    mine.insert(mine.end(), {static_cast<std::int64_t>(key >> 32),
                             static_cast<std::int64_t>(key & 0xffffffffu), faces[0], faces[1], faces[2]});
  const std::vector<std::int64_t> all = all_gather(comm, mine);
  std::map<std::pair<std::int64_t, std::int64_t>, std::array<std::int64_t, 3>> sorted;
  for (size_t i = 0; i < all.size(); i += 5)
    for (int axis = 0; axis < 3; ++axis) sorted[{all[i], all[i + 1]}][axis] += all[i + 2 + axis];
  std::vector<LabelContact> result;
  for (const auto& [pair, faces] : sorted)
    result.push_back(
        {static_cast<std::uint32_t>(pair.first), static_cast<std::uint32_t>(pair.second), faces});
  return result;
}

/// Moves the origin of the sums from the image's first voxel to the box's.
LabelMoments finished(std::uint32_t label, const std::int64_t* sum, double unit, std::int64_t longest) {
  LabelMoments m;
  m.label = label;
  m.voxels = sum[count];
  if (static_cast<double>(m.voxels) * static_cast<double>(longest) * static_cast<double>(longest) > 9e18)
    throw InputError(
        "label " + std::to_string(label) + " has " + std::to_string(m.voxels) + " voxels in an image " +
        std::to_string(longest) +
        " voxels long, too many for exact moments; crop or bin the labels (Labels/Crop, Labels/Bin)");
  for (int axis = 0; axis < 3; ++axis) {
    m.box.begin[axis] = sum[begin_z + axis];
    m.box.end[axis] = sum[end_z + axis];
    m.first[axis] = sum[z1 + axis] - m.voxels * m.box.begin[axis];
  }
  constexpr int pairs[6][2] = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
  for (int pair = 0; pair < 6; ++pair) {
    const auto [a, b] = pairs[pair];
    // sum (a - a0)(b - b0) = sum ab - a0 sum b - b0 sum a + n a0 b0; wraps around and back at worst.
    m.second[pair] = sum[zz + pair] - m.box.begin[a] * sum[z1 + b] - m.box.begin[b] * m.first[a];
  }
  m.area = static_cast<double>(sum[area]) * unit;
  return m;
}

LabelTable table_of(const Volume<std::uint32_t>& labels, const SurfaceWeights& weights, bool by_voxels) {
  Kokkos::Profiling::pushRegion("label moments");
  const Block block = block_of(labels, weights);
  exchange_halo<std::uint32_t>(labels, Boundary::constant, 0);
  const std::vector<std::uint32_t> present = present_labels(labels);
  const LabelPlaces places(present);
  const Sums sums("label sums", present.size());
  const auto host = Kokkos::create_mirror_view(sums);
  for (size_t i = 0; i < present.size(); ++i)
    for (int axis = 0; axis < 3; ++axis) host(i, begin_z + axis) = std::numeric_limits<std::int64_t>::max();
  Kokkos::deep_copy(sums, host);
  Contacts contacts;
  if (by_voxels)
    add_by_voxels(block, weights, places, sums, contacts);
  else
    add_by_rows(block, weights, places, sums, contacts);
  Kokkos::deep_copy(host, sums);

  const MPI_Comm comm = labels.decomposition().comm();
  std::vector<std::int64_t> added, lowest, highest;
  for (size_t i = 0; i < present.size(); ++i) {
    added.insert(added.end(), &host(i, 0), &host(i, 0) + summed);
    lowest.insert(lowest.end(), &host(i, begin_z), &host(i, begin_z) + 3);
    highest.insert(highest.end(), &host(i, end_z), &host(i, end_z) + 3);
  }
  MPI_Allreduce(MPI_IN_PLACE, added.data(), static_cast<int>(added.size()), MPI_INT64_T, MPI_SUM, comm);
  MPI_Allreduce(MPI_IN_PLACE, lowest.data(), static_cast<int>(lowest.size()), MPI_INT64_T, MPI_MIN, comm);
  MPI_Allreduce(MPI_IN_PLACE, highest.data(), static_cast<int>(highest.size()), MPI_INT64_T, MPI_MAX, comm);
  LabelTable table;
  table.contacts = merged(contacts, comm);
  const Triple n = labels.extents();
  for (size_t i = 0; i < present.size(); ++i) {
    std::int64_t row[columns];
    std::copy_n(&added[i * summed], static_cast<int>(summed), row);
    std::copy_n(&lowest[i * 3], 3, row + begin_z);
    std::copy_n(&highest[i * 3], 3, row + end_z);
    table.labels.push_back(finished(present[i], row, weights.unit, std::max({n[0], n[1], n[2]})));
  }
  Kokkos::Profiling::popRegion();
  return table;
}

}  // namespace

LabelTable label_moments(const Volume<std::uint32_t>& labels, const SurfaceWeights& weights) {
  return table_of(labels, weights, !runs_on_host);
}

LabelTable label_moments_by_voxels(const Volume<std::uint32_t>& labels, const SurfaceWeights& weights) {
  return table_of(labels, weights, true);
}

}  // namespace catena
