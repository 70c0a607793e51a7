// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/label_moments.h"

#include <mpi.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

#include "jobs/run/error.h"
#include "segmentation/kernels/present_labels.h"
#include "segmentation/volume/halo_exchange.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using Labels = Volume<std::uint32_t>::View;

/// Columns of the table of sums, in indices of the whole image.
enum Column {
  count,
  z1,
  y1,
  x1,
  zz,
  yy,
  xx,
  zy,
  zx,
  yx,
  area,
  summed,
  begin_z = summed,
  end_z = begin_z + 3,
  columns = end_z + 3
};
using Sums = Kokkos::View<std::int64_t* [columns], Kokkos::LayoutRight>;

/// The contacts of one pair of labels, by the first label in the upper half of the key.
using Contacts = std::unordered_map<std::uint64_t, std::array<std::int64_t, 3>>;

/// A block as the passes see it. Positions count from the first owned voxel; `low` is where cells start: the
/// stride before the image's own first voxel on the image's faces, else 0.
struct Block {
  Labels data;
  Kokkos::Array<int, 3> size, halo, low;
  Kokkos::Array<std::int64_t, 3> origin;
  bool solid;  ///< more than one slice
  KOKKOS_INLINE_FUNCTION const std::uint32_t* line(int z, int y) const {
    return &data(z + halo[0], y + halo[1], halo[2]);
  }
};

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
      throw InputError("The moments of labels need a halo of " + std::to_string(least) +
                       " voxels along axis " + std::to_string(axis) + ", not " +
                       std::to_string(block.halo[axis]) + ".");
  }
  return block;
}

/// Adds the voxels x = first .. last of row (z, y), all in indices of the whole image, by `add(column,
/// value)`.
template <class Add>
KOKKOS_INLINE_FUNCTION void add_run(std::int64_t z, std::int64_t y, std::int64_t first, std::int64_t last,
                                    const Add& add) {
  const std::int64_t n = last - first + 1, steps = n * (n - 1) / 2, sum = n * first + steps;
  add(count, n);
  add(z1, n * z);
  add(y1, n * y);
  add(x1, sum);
  add(zz, n * z * z);
  add(yy, n * y * y);
  add(xx, n * first * first + 2 * first * steps + (n - 1) * n * (2 * n - 1) / 6);
  add(zy, n * z * y);
  add(zx, z * sum);
  add(yx, y * sum);
}

/// Calls add(label, code) for each label of a cell.
template <class Add>
KOKKOS_INLINE_FUNCTION void add_cell(const std::uint32_t (&corner)[8], const Add& add) {
  int left = 0;
  for (int c = 0; c < 8; ++c) left |= (corner[c] != 0) << c;
  while (left != 0) {
    int at = 0;
    while ((left >> at & 1) == 0) ++at;
    const std::uint32_t label = corner[at];
    int code = 0;
    for (int c = 0; c < 8; ++c) code |= (corner[c] == label) << c;
    left &= ~code;
    add(label, code);
  }
}

/// One pass on a host, by one thread: rows are compared with their neighbours many voxels at once, and only
/// where labels differ is there something to do.
class HostPass {
 public:
  HostPass(const Block& block, const SurfaceWeights& weights, const LabelPlaces& places, const Sums& sums,
           Contacts& contacts)
      : block_(block), weights_(weights), places_(places), sums_(sums), contacts_(contacts) {}

  void run() {
    const bool near = weights_.stride[0] <= 1 && weights_.stride[1] == 1 && weights_.stride[2] == 1;
    for (int z = block_.low[0]; z < block_.size[0]; ++z)
      for (int y = block_.low[1]; y < block_.size[1]; ++y) near ? row<true>(z, y) : row<false>(z, y);
  }

 private:
  static constexpr int chunk = 512;

  /// \tparam near  whether the corners of a cell are neighbours, so that the neighbours need no look of their
  /// own.
  template <bool near>
  void row(int z, int y) {
    const auto& s = weights_.stride;
    const std::uint32_t* line[4] = {block_.line(z, y), block_.line(z, y + s[1]), block_.line(z + s[0], y),
                                    block_.line(z + s[0], y + s[1])};
    const bool mine = z >= 0 && y >= 0;
    const std::uint32_t* next_y = mine ? block_.line(z, y + 1) : line[0];
    const std::uint32_t* next_z = mine && block_.solid ? block_.line(z + 1, y) : line[0];
    int start = 0;
    for (int begin = block_.low[2]; begin < block_.size[2]; begin += chunk) {
      const int n = std::min(chunk, block_.size[2] - begin);
      std::uint8_t differs[chunk + 8];
      const std::uint32_t *a = line[0] + begin, *b = line[1] + begin, *c = line[2] + begin,
                          *d = line[3] + begin;
      const std::uint32_t *u = next_y + begin, *v = next_z + begin;
      const int sx = s[2];
      for (int i = 0; i < n; ++i) {
        const std::uint32_t base = a[i];
        std::uint32_t any = (base ^ a[i + sx]) | (base ^ b[i]) | (base ^ b[i + sx]) | (base ^ c[i]) |
                            (base ^ c[i + sx]) | (base ^ d[i]) | (base ^ d[i + sx]);
        if (!near) any |= (base ^ a[i + 1]) | (base ^ u[i]) | (base ^ v[i]);
        differs[i] = any != 0;
      }
      for (int i = n; i < n + 8; ++i) differs[i] = 0;
      for (int i = 0; i < n; i += 8) {
        std::uint64_t eight;
        std::memcpy(&eight, differs + i, 8);
        for (; eight != 0; eight &= eight - 1) {
          const int x = begin + i + __builtin_ctzll(eight) / 8;
          const std::uint32_t corner[8] = {line[0][x], line[0][x + sx], line[1][x], line[1][x + sx],
                                           line[2][x], line[2][x + sx], line[3][x], line[3][x + sx]};
          add_cell(corner,
                   [&](std::uint32_t label, int code) { row_of(label)[area] += weights_.weight[code]; });
          if (!mine || x < 0) continue;
          const std::uint32_t here = corner[0];
          if (line[0][x + 1] != here) {
            close_run(z, y, start, x, here);
            start = x + 1;
          }
          if (here == 0) continue;
          touch(here, next_z[x], 0);
          touch(here, next_y[x], 1);
          touch(here, line[0][x + 1], 2);
        }
      }
    }
    if (mine && start < block_.size[2]) close_run(z, y, start, block_.size[2] - 1, line[0][start]);
  }

  std::int64_t* row_of(std::uint32_t label) {
    if (label != last_label_) {
      last_label_ = label;
      last_row_ = &sums_(places_(label), 0);
    }
    return last_row_;
  }

  void close_run(int z, int y, int first, int last, std::uint32_t label) {
    if (label == 0) return;
    std::int64_t* sum = row_of(label);
    const std::int64_t at[3] = {z + block_.origin[0], y + block_.origin[1], first + block_.origin[2]};
    const std::int64_t end[3] = {at[0] + 1, at[1] + 1, last + 1 + block_.origin[2]};
    add_run(at[0], at[1], at[2], end[2] - 1, [sum](int column, std::int64_t value) { sum[column] += value; });
    for (int axis = 0; axis < 3; ++axis) {
      sum[begin_z + axis] = std::min(sum[begin_z + axis], at[axis]);
      sum[end_z + axis] = std::max(sum[end_z + axis], end[axis]);
    }
  }

  void touch(std::uint32_t here, std::uint32_t there, int axis) {
    if (there == 0 || there == here) return;
    const std::uint64_t key = static_cast<std::uint64_t>(std::min(here, there)) << 32 | std::max(here, there);
    if (key != last_pair_) {
      last_pair_ = key;
      last_faces_ = &contacts_[key];
    }
    ++(*last_faces_)[axis];
  }

  const Block block_;
  const SurfaceWeights& weights_;
  const LabelPlaces& places_;
  const Sums sums_;
  Contacts& contacts_;
  std::uint32_t last_label_ = 0;
  std::int64_t* last_row_ = nullptr;
  std::uint64_t last_pair_ = 0;
  std::array<std::int64_t, 3>* last_faces_ = nullptr;
};

/// Moments, by runs along the rows.
struct RowMoments {
  Block block;
  LabelPlaces places;
  Sums sums;
  KOKKOS_FUNCTION void operator()(int z, int y) const {
    const std::uint32_t* line = block.line(z, y);
    const int nx = block.size[2];
    for (int first = 0, last = 0; first < nx; first = last + 1) {
      for (last = first; last + 1 < nx && line[last + 1] == line[first];) ++last;
      if (line[first] == 0) continue;
      const int place = places(line[first]);
      const Sums all = sums;
      const std::int64_t at[3] = {z + block.origin[0], y + block.origin[1], first + block.origin[2]};
      add_run(at[0], at[1], at[2], last + block.origin[2],
              [&](int column, std::int64_t value) { Kokkos::atomic_add(&all(place, column), value); });
      for (int axis = 0; axis < 3; ++axis) {
        Kokkos::atomic_fetch_min(&all(place, begin_z + axis), at[axis]);
        Kokkos::atomic_fetch_max(&all(place, end_z + axis),
                                 axis == 2 ? last + block.origin[2] + 1 : at[axis] + 1);
      }
    }
  }
};

/// Surfaces, cell by cell; cells count from block.low.
struct CellSurfaces {
  Block block;
  SurfaceWeights weights;
  LabelPlaces places;
  Sums sums;
  KOKKOS_FUNCTION void operator()(int k, int j, int i) const {
    const int z = k + block.low[0], y = j + block.low[1], x = i + block.low[2];
    std::uint32_t corner[8];
    bool same = true;
    for (int c = 0; c < 8; ++c) {
      corner[c] = block.line(z + (c >> 2) * weights.stride[0],
                             y + (c >> 1 & 1) * weights.stride[1])[x + (c & 1) * weights.stride[2]];
      same = same && corner[c] == corner[0];
    }
    if (same) return;
    add_cell(corner, [&](std::uint32_t label, int code) {
      Kokkos::atomic_add(&sums(places(label), area), weights.weight[code]);
    });
  }
};

/// Pairs of labels that share a face, one key a face; only counted where there is no room for the keys.
struct ContactFaces {
  Block block;
  Kokkos::View<std::uint64_t* [2]> keys;
  Kokkos::View<std::int64_t> found;
  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const std::uint32_t here = block.line(z, y)[x];
    if (here == 0) return;
    for (int axis = block.solid ? 0 : 1; axis < 3; ++axis) {
      const std::uint32_t there = block.line(z + (axis == 0), y + (axis == 1))[x + (axis == 2)];
      if (there == 0 || there == here) continue;
      const std::int64_t place = Kokkos::atomic_fetch_add(&found(), std::int64_t{1});
      if (keys.extent(0) == 0) continue;
      keys(place, 0) =
          static_cast<std::uint64_t>(here < there ? here : there) << 32 | (here < there ? there : here);
      keys(place, 1) = static_cast<std::uint64_t>(axis);
    }
  }
};

void pass_by_voxels(const Block& block, const SurfaceWeights& weights, const LabelPlaces& places,
                    const Sums& sums, Contacts& contacts) {
  const Triple size{block.size[0], block.size[1], block.size[2]};
  const Triple cells{size[0] - block.low[0], size[1] - block.low[1], size[2] - block.low[2]};
  for_each_row("label moments", size, RowMoments{block, places, sums});
  for_each_voxel("label surfaces", cells, CellSurfaces{block, weights, places, sums});
  ContactFaces faces{block, {}, Kokkos::View<std::int64_t>("contact faces")};
  for_each_voxel("count contacts", size, faces);
  std::int64_t found = 0;
  Kokkos::deep_copy(found, faces.found);
  if (found == 0) return;
  faces.keys = Kokkos::View<std::uint64_t* [2]>("contacts", found);
  Kokkos::deep_copy(faces.found, 0);
  for_each_voxel("list contacts", size, faces);
  const auto keys = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), faces.keys);
  for (std::int64_t i = 0; i < found; ++i) ++contacts[keys(i, 0)][keys(i, 1)];
}

/// The contacts of all ranks, ascending.
std::vector<LabelContact> merged(const Contacts& contacts, MPI_Comm comm) {
  int ranks = 1;
  MPI_Comm_size(comm, &ranks);
  std::vector<std::int64_t> mine, all;
  for (const auto& [key, faces] : contacts)
    mine.insert(mine.end(), {static_cast<std::int64_t>(key >> 32),
                             static_cast<std::int64_t>(key & 0xffffffffu), faces[0], faces[1], faces[2]});
  const int count = static_cast<int>(mine.size());
  std::vector<int> counts(ranks), begins(ranks + 1, 0);
  MPI_Allgather(&count, 1, MPI_INT, counts.data(), 1, MPI_INT, comm);
  for (int rank = 0; rank < ranks; ++rank) begins[rank + 1] = begins[rank] + counts[rank];
  all.resize(begins[ranks]);
  MPI_Allgatherv(mine.data(), count, MPI_INT64_T, all.data(), counts.data(), begins.data(), MPI_INT64_T,
                 comm);
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
        "Label " + std::to_string(label) + " has " + std::to_string(m.voxels) + " voxels in an image " +
        std::to_string(longest) +
        " voxels long, too many for exact moments; crop or bin the labels (Labels/Crop, Labels/Bin).");
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
    pass_by_voxels(block, weights, places, sums, contacts);
  else
    HostPass(block, weights, places, sums, contacts).run();
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
