// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/block_components.h"

#include <cstring>

#include "segmentation/kernels/union_find.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using Range = Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>;

/// Runs that begin in a row.
KOKKOS_INLINE_FUNCTION int runs_in_row(const std::uint8_t* row, int nx, bool foreground) {
  int count = (row[0] != 0) == foreground;
  for (int x = 1; x < nx; ++x) count += ((row[x] != 0) == foreground) & ((row[x - 1] != 0) != foreground);
  return count;
}

/// One bit a voxel for 64 voxels of a row, 1 where the voxel is not 0.
inline std::uint64_t packed_bits(const std::uint8_t* voxels) {
  constexpr std::uint64_t low7 = 0x7f7f7f7f7f7f7f7full;
  std::uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) {
    std::uint64_t eight;
    std::memcpy(&eight, voxels + 8 * i, 8);
    const std::uint64_t set = ((((eight & low7) + low7) | eight) & ~low7) >> 7;
    bits |= (set * 0x0102040810204080ull >> 56) << (8 * i);
  }
  return bits;
}

/// Writes where the runs of a row begin and end, a word of 64 voxels at a time.
void write_edges_by_words(const std::uint8_t* row, int nx, bool foreground, std::int32_t* edge) {
  std::uint64_t before = 0;
  bool open = false;
  for (int x = 0; x < nx; x += 64) {
    std::uint64_t bits;
    if (x + 64 <= nx) {
      bits = packed_bits(row + x);
      if (!foreground) bits = ~bits;
    } else {
      std::uint8_t last[64] = {};
      std::memcpy(last, row + x, static_cast<size_t>(nx - x));
      bits = packed_bits(last);
      if (!foreground) bits = ~bits;
      bits &= (1ull << (nx - x)) - 1;
    }
    std::uint64_t changes = bits ^ (bits << 1 | before);
    before = bits >> 63;
    while (changes) {
      *edge++ = x + __builtin_ctzll(changes);
      changes &= changes - 1;
      open = !open;
    }
  }
  if (open) *edge = nx;
}

/// A host's way to find the runs of a row.
struct EdgesByWords {
  Rows<const std::uint8_t> mask;
  bool foreground;
  const std::uint32_t* row_begin;
  std::int32_t* edges;
  void operator()(std::int64_t row) const {
    if (row_begin[row] < row_begin[row + 1])
      write_edges_by_words(mask.row(static_cast<int>(row / mask.ny), static_cast<int>(row % mask.ny)),
                           mask.nx, foreground, edges + 2 * static_cast<size_t>(row_begin[row]));
  }
};

KOKKOS_INLINE_FUNCTION void write_edges_by_voxels(const std::uint8_t* row, int nx, bool foreground,
                                                  std::int32_t* edge) {
  bool open = false;
  for (int x = 0; x < nx; ++x)
    if (((row[x] != 0) == foreground) != open) {
      *edge++ = x;
      open = !open;
    }
  if (open) *edge = nx;
}

void find_runs(const Rows<const std::uint8_t>& mask, bool foreground, BlockComponents& result) {
  const std::int64_t rows = mask.count();
  const int ny = mask.ny, nx = mask.nx;
  const auto row_begin = unset_array<std::uint32_t>("first run of rows", rows + 1);
  std::int64_t total = 0;
  Kokkos::parallel_scan(
      "count runs", Range(0, rows + 1),
      KOKKOS_LAMBDA(std::int64_t row, std::int64_t & sum, bool final) {
        if (final) row_begin(row) = static_cast<std::uint32_t>(sum);
        if (row < rows)
          sum +=
              runs_in_row(mask.row(static_cast<int>(row / ny), static_cast<int>(row % ny)), nx, foreground);
      },
      total);
  const auto edges = unset_array<std::int32_t>("edges of runs", 2 * total);
  if constexpr (runs_on_host) {
    using HostRange = Kokkos::RangePolicy<Kokkos::DefaultHostExecutionSpace, Kokkos::IndexType<std::int64_t>>;
    Kokkos::parallel_for("find runs", HostRange(0, rows),
                         EdgesByWords{mask, foreground, row_begin.data(), edges.data()});
  } else {
    Kokkos::parallel_for(
        "find runs", Range(0, rows), KOKKOS_LAMBDA(std::int64_t row) {
          if (row_begin(row) < row_begin(row + 1))
            write_edges_by_voxels(mask.row(static_cast<int>(row / ny), static_cast<int>(row % ny)), nx,
                                  foreground, &edges(2 * static_cast<size_t>(row_begin(row))));
        });
  }
  Kokkos::fence();
  result.row_begin = row_begin;
  result.edges = edges;
}

/// Unites the runs [a, a_end) of a row with the runs [b, b_end) of another that they touch; `reach` is 0 if
/// only voxels of the same x touch, else 1.
KOKKOS_INLINE_FUNCTION void unite_rows(const std::int32_t* edges, std::uint32_t* parent, std::uint32_t a,
                                       std::uint32_t a_end, std::uint32_t b, std::uint32_t b_end, int reach) {
  while (a < a_end && b < b_end) {
    const std::int32_t a0 = edges[2 * static_cast<size_t>(a)], a1 = edges[2 * static_cast<size_t>(a) + 1];
    const std::int32_t b0 = edges[2 * static_cast<size_t>(b)], b1 = edges[2 * static_cast<size_t>(b) + 1];
    if (a0 < b1 + reach && b0 < a1 + reach) unite(parent, a, b);
    if (a1 < b1)
      ++a;
    else
      ++b;
  }
}

void unite_runs(const BlockComponents& runs, Connectivity connectivity,
                const Kokkos::View<std::uint32_t*>& parents) {
  const auto row_begin = runs.row_begin;
  const std::int32_t* const edges = runs.edges.data();
  std::uint32_t* const parent = parents.data();
  const int ny = runs.ny, reach = connectivity == Connectivity::all ? 1 : 0;
  Kokkos::parallel_for(
      "unite runs", Range(0, static_cast<std::int64_t>(runs.nz) * ny), KOKKOS_LAMBDA(std::int64_t row) {
        const std::uint32_t begin = row_begin(row), end = row_begin(row + 1);
        if (begin == end) return;
        const std::int64_t y = row % ny, below = row - ny;
        if (y > 0) unite_rows(edges, parent, begin, end, row_begin(row - 1), begin, reach);
        if (below < 0) return;
        unite_rows(edges, parent, begin, end, row_begin(below), row_begin(below + 1), reach);
        if (reach == 0) return;
        if (y > 0) unite_rows(edges, parent, begin, end, row_begin(below - 1), row_begin(below), reach);
        if (y + 1 < ny)
          unite_rows(edges, parent, begin, end, row_begin(below + 1), row_begin(below + 2), reach);
      });
  Kokkos::fence();
}

/// Replaces the parent of every run by the number of its component.
void number_components(BlockComponents& result, const Kokkos::View<std::uint32_t*>& parents) {
  const std::int64_t runs = static_cast<std::int64_t>(parents.extent(0));
  if constexpr (runs_serially) {
    // A run's parent comes before it, hence is numbered already.
    std::uint32_t count = 0;
    for (std::int64_t run = 0; run < runs; ++run)
      parents(run) = parents(run) == run ? count++ : parents(parents(run));
    result.component_of = parents;
    result.count = count;
  } else {
    const auto number = unset_array<std::uint32_t>("components of runs", runs);
    std::int64_t total = 0;
    Kokkos::parallel_scan(
        "number components", Range(0, runs),
        KOKKOS_LAMBDA(std::int64_t run, std::int64_t & sum, bool final) {
          if (parents(run) != run) return;
          if (final) number(run) = static_cast<std::uint32_t>(sum);
          ++sum;
        },
        total);
    std::uint32_t* const parent = parents.data();
    Kokkos::parallel_for(
        "components of runs", Range(0, runs), KOKKOS_LAMBDA(std::int64_t run) {
          const std::uint32_t root = find_root(parent, static_cast<std::uint32_t>(run));
          if (root != run) number(run) = number(root);
        });
    Kokkos::fence();
    result.component_of = number;
    result.count = static_cast<std::uint32_t>(total);
  }
}

}  // namespace

BlockComponents block_components(const Rows<const std::uint8_t>& mask, bool foreground,
                                 Connectivity connectivity) {
  BlockComponents result;
  result.nz = mask.nz;
  result.ny = mask.ny;
  result.nx = mask.nx;
  find_runs(mask, foreground, result);
  const std::int64_t runs = static_cast<std::int64_t>(result.edges.extent(0) / 2);
  const auto parents = unset_array<std::uint32_t>("parents of runs", runs);
  Kokkos::parallel_for(
      "runs alone", Range(0, runs),
      KOKKOS_LAMBDA(std::int64_t run) { parents(run) = static_cast<std::uint32_t>(run); });
  Kokkos::fence();
  unite_runs(result, connectivity, parents);
  number_components(result, parents);
  return result;
}

}  // namespace catena
