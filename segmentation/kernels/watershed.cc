// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/watershed.h"

#include <algorithm>
#include <limits>
#include <string>
#include <vector>

#include "jobs/run/error.h"
#include "segmentation/kernels/all_gather.h"
#include "segmentation/kernels/basin_graph.h"
#include "segmentation/kernels/follow_ascent.h"
#include "segmentation/kernels/join_chains.h"
#include "segmentation/kernels/merge_basins.h"
#include "segmentation/kernels/relabel.h"
#include "segmentation/kernels/shell.h"
#include "segmentation/kernels/steepest_ascent.h"

namespace catena {
namespace {

using Range = Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>;

/// Sum over all ranks, and over those before this.
struct Sum {
  std::int64_t total = 0, before = 0;
};

Sum sum_over_ranks(MPI_Comm comm, std::int64_t mine) {
  int rank = 0;
  MPI_Comm_rank(comm, &rank);
  Sum sum;
  const std::vector<std::int64_t> all = all_gather(comm, std::vector<std::int64_t>{mine});
  for (size_t r = 0; r < all.size(); ++r) {
    sum.total += all[r];
    if (static_cast<int>(r) < rank) sum.before += all[r];
  }
  return sum;
}

/// z-y-x raster index in a block as coordinates.
struct Coordinates {
  int z, y, x;
  KOKKOS_INLINE_FUNCTION Coordinates(std::int64_t index, int ny, int nx)
      : z(static_cast<int>(index / nx / ny)),
        y(static_cast<int>(index / nx % ny)),
        x(static_cast<int>(index % nx)) {}
};

/// What stands in the other block where each exit goes.
std::vector<std::uint32_t> targets(const Rows<std::uint8_t>& codes, const Surrounded<std::uint32_t>& labels,
                                   const Kokkos::View<std::int64_t*>& exits) {
  const int ny = codes.ny, nx = codes.nx;
  const auto target = unset_array<std::uint32_t>("targets of exits", exits.extent(0));
  Kokkos::parallel_for(
      "targets of exits", Range(0, exits.extent(0)), KOKKOS_LAMBDA(std::int64_t exit) {
        const Coordinates at(exits(exit), ny, nx);
        const std::uint8_t code = codes(at.z, at.y, at.x);
        target(exit) = labels.at(at.z + ascent::dz(code), at.y + ascent::dy(code), at.x + ascent::dx(code));
      });
  std::vector<std::uint32_t> host(target.extent(0));
  Kokkos::deep_copy(Kokkos::View<std::uint32_t*, Kokkos::HostSpace>(host.data(), host.size()), target);
  return host;
}

/// The peaks of all ranks, on every rank.
template <class Height>
Peaks<Height> all_peaks(const Volume<Height>& heights, const Kokkos::View<std::int64_t*>& peaks) {
  const Rows<Height> rows = owned_rows(heights);
  const int ny = rows.ny, nx = rows.nx;
  const auto height = unset_array<Height>("heights of peaks", peaks.extent(0));
  Kokkos::parallel_for(
      "heights of peaks", Range(0, peaks.extent(0)), KOKKOS_LAMBDA(std::int64_t peak) {
        const Coordinates at(peaks(peak), ny, nx);
        height(peak) = rows(at.z, at.y, at.x);
      });
  const auto host_height = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), height);
  const auto host_place = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), peaks);
  const Decomposition& blocks = heights.decomposition();
  const Triple corner = blocks.owned().begin;
  Peaks<Height> mine;
  for (size_t peak = 0; peak < host_place.extent(0); ++peak) {
    const Coordinates at(host_place(peak), ny, nx);
    mine.height.push_back(host_height(peak));
    mine.index.push_back(blocks.global_index({corner[0] + at.z, corner[1] + at.y, corner[2] + at.x}));
  }
  if (blocks.ranks() == 1) return mine;
  return {all_gather(blocks.comm(), mine.height), all_gather(blocks.comm(), mine.index)};
}

/// Labels the outermost voxels of all blocks with the peaks that their chains reach, through whichever
/// blocks.
void label_borders(const Rows<std::uint8_t>& codes, const Volume<std::uint32_t>& labels,
                   std::uint32_t peaks) {
  const MPI_Comm comm = labels.decomposition().comm();
  const Sum exits = sum_over_ranks(comm, count_ends(codes, Ends::exits));
  if (peaks + exits.total >= std::numeric_limits<std::uint32_t>::max())
    throw InputError(
        "the watershed starts from " + std::to_string(peaks + exits.total) +
        " peaks and passages between blocks; at most 4294967294 can be told apart: smooth the image first,"
        " or crop it");
  const std::uint32_t first = peaks + static_cast<std::uint32_t>(exits.before) + 1;
  const Rows<std::uint32_t> rows = owned_rows(labels);
  const Kokkos::View<std::int64_t*> place = number_ends(codes, Ends::exits, first, rows);
  follow_from_borders(codes, peaks, rows);
  const std::vector<std::uint32_t> target = targets(codes, surrounded<std::uint32_t>(labels, 0), place);
  rename_exits(codes, peaks_of_exits(comm, target, first, peaks), first, peaks, rows);
}

/// Gives every voxel the number of its basin in the whole image; returns the basins' peaks.
template <class Height>
Peaks<Height> label_basins(const Volume<Height>& heights, const Surrounded<Height>& around,
                           const Volume<std::uint32_t>& labels) {
  const Decomposition& blocks = heights.decomposition();
  const Rows<std::uint32_t> rows = owned_rows(labels);
  // The codes share the labels' strides, so that one offset serves both.
  const auto memory = unset_array<std::uint8_t>(
      "steepest ascent", (rows.nz - 1) * rows.stride_z + (rows.ny - 1) * rows.stride_y + rows.nx);
  const Rows<std::uint8_t> codes{memory.data(), rows.stride_z, rows.stride_y, rows.nz, rows.ny, rows.nx};
  ascent_codes(around, codes);
  const Sum peaks = sum_over_ranks(blocks.comm(), count_ends(codes, Ends::peaks));
  if (peaks.total >= std::numeric_limits<std::uint32_t>::max())
    throw InputError("the watershed starts from " + std::to_string(peaks.total) +
                     " peaks; at most 4294967294 can be told apart: smooth the image first, or crop it");
  const Kokkos::View<std::int64_t*> place =
      number_ends(codes, Ends::peaks, static_cast<std::uint32_t>(peaks.before) + 1, rows);
  if (blocks.ranks() > 1) label_borders(codes, labels, static_cast<std::uint32_t>(peaks.total));
  follow_ascent(codes, rows);
  return all_peaks(heights, place);
}

/// For every basin the number, from 1 on, of the thing that it is part of, in the raster order of first
/// voxels.
std::vector<std::uint32_t> final_labels(const Volume<std::uint32_t>& basins,
                                        const std::vector<std::uint32_t>& top_of) {
  std::vector<std::int64_t> first =
      first_voxels_in_block(basins, static_cast<std::int64_t>(top_of.size()) - 1);
  for (size_t basin = 1; basin < top_of.size(); ++basin)
    first[top_of[basin]] = std::min(first[top_of[basin]], first[basin]);
  std::vector<std::int64_t> first_of_top;
  for (size_t basin = 1; basin < top_of.size(); ++basin)
    if (top_of[basin] == basin) first_of_top.push_back(first[basin]);
  MPI_Allreduce(MPI_IN_PLACE, first_of_top.data(), static_cast<int>(first_of_top.size()), MPI_INT64_T,
                MPI_MIN, basins.decomposition().comm());
  const std::vector<std::uint32_t> number = numbering_by_first_voxel(first_of_top);
  std::vector<std::uint32_t> label(top_of.size(), 0);
  size_t next = 0;
  for (size_t basin = 1; basin < top_of.size(); ++basin)
    if (top_of[basin] == basin) label[basin] = number[next++];
  for (size_t basin = 1; basin < top_of.size(); ++basin) label[basin] = label[top_of[basin]];
  return label;
}

}  // namespace

template <class Height>
std::int64_t watershed(const Volume<Height>& heights, double persistence,
                       const Volume<std::uint32_t>& labels) {
  Kokkos::Profiling::pushRegion("watershed");
  const MPI_Comm comm = heights.decomposition().comm();
  const Surrounded<Height> around = surrounded<Height>(heights, 0);
  const Peaks<Height> peaks = label_basins(heights, around, labels);
  std::vector<Saddle<Height>> saddles;
  if (persistence > 0) {
    saddles = saddles_in_block(around, surrounded<std::uint32_t>(labels, 0),
                               least_saddles(peaks.height, persistence));
    if (heights.decomposition().ranks() > 1) {
      saddles = all_gather(comm, saddles);
      keep_highest(saddles);
    }
  }
  const std::vector<std::uint32_t> label = final_labels(labels, merge_basins(peaks, saddles, persistence));
  map_labels(labels, label);
  Kokkos::Profiling::popRegion();
  return *std::max_element(label.begin(), label.end());
}

template std::int64_t watershed(const Volume<std::int32_t>&, double, const Volume<std::uint32_t>&);
template std::int64_t watershed(const Volume<float>&, double, const Volume<std::uint32_t>&);

}  // namespace catena
