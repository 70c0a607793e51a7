// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/follow_ascent.h"

#include "segmentation/kernels/steepest_ascent.h"

namespace catena {
namespace {

using Range = Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>;

KOKKOS_INLINE_FUNCTION int peaks_in_row(const std::uint8_t* row, int nx) {
  int count = 0;
  for (int x = 0; x < nx; ++x) count += row[x] == ascent::peak;
  return count;
}

KOKKOS_INLINE_FUNCTION int exits_in_row(const std::uint8_t* row, int nx) {
  int count = 0;
  for (int x = 0; x < nx; ++x) count += (row[x] >= ascent::leaves) & (row[x] != ascent::background);
  return count;
}

/// How far the voxel lies, in memory, that a code points to.
struct Steps {
  std::int64_t to[27];
};

Steps steps_of(const Rows<std::uint8_t>& codes) {
  Steps step;
  for (int k = 0; k < 27; ++k)
    step.to[k] = (k / 9 - 1) * codes.stride_z + (k / 3 % 3 - 1) * codes.stride_y + k % 3 - 1;
  return step;
}

/// Label of the first labelled voxel on the chain from x of a row on.
KOKKOS_INLINE_FUNCTION std::uint32_t first_label(const std::uint8_t* row, const std::uint32_t* label, int x,
                                                 const Steps& step) {
  // Labels only ever change from 0 to their final value, so a stale read costs a few steps, no more.
  std::int64_t at = x;
  std::uint32_t found = 0;
  while (found == 0) {
    at += step.to[row[at]];
    found = *const_cast<const volatile std::uint32_t*>(label + at);
  }
  return found;
}

/// Labels a voxel, and, where nobody else works, those on its chain up to the first labelled one.
KOKKOS_INLINE_FUNCTION void label_chain(const std::uint8_t* row, std::uint32_t* label, int x,
                                        const Steps& step, std::uint32_t value) {
  label[x] = value;
  if (runs_serially)
    for (std::int64_t at = x + step.to[row[x]]; label[at] == 0; at += step.to[row[at]]) label[at] = value;
}

}  // namespace

std::int64_t count_ends(const Rows<std::uint8_t>& codes, Ends ends) {
  const int ny = codes.ny, nx = codes.nx;
  const bool peaks = ends == Ends::peaks;
  std::int64_t total = 0;
  Kokkos::parallel_reduce(
      "count ends of chains", Range(0, codes.count()),
      KOKKOS_LAMBDA(std::int64_t i, std::int64_t & sum) {
        const std::uint8_t* const row = codes.row(static_cast<int>(i / ny), static_cast<int>(i % ny));
        sum += peaks ? peaks_in_row(row, nx) : exits_in_row(row, nx);
      },
      total);
  return total;
}

Kokkos::View<std::int64_t*> number_ends(const Rows<std::uint8_t>& codes, Ends ends, std::uint32_t first,
                                        const Rows<std::uint32_t>& labels) {
  const int ny = codes.ny, nx = codes.nx;
  const bool peaks = ends == Ends::peaks;
  const auto place = unset_array<std::int64_t>("ends of chains", count_ends(codes, ends));
  Kokkos::parallel_scan(
      "number ends of chains", Range(0, codes.count()),
      KOKKOS_LAMBDA(std::int64_t i, std::int64_t & sum, bool final) {
        const int z = static_cast<int>(i / ny), y = static_cast<int>(i % ny);
        const std::uint8_t* const row = codes.row(z, y);
        const int in_row = peaks ? peaks_in_row(row, nx) : exits_in_row(row, nx);
        if (final) {
          std::uint32_t* const label = labels.row(z, y);
          if (peaks)
            for (int x = 0; x < nx; ++x) label[x] = 0;
          std::int64_t number = sum;
          for (int x = 0; x < nx && number < sum + in_row; ++x)
            if (peaks ? row[x] == ascent::peak : ascent::exits(row[x])) {
              label[x] = first + static_cast<std::uint32_t>(number);
              place(number++) = i * nx + x;
            }
        }
        sum += in_row;
      });
  Kokkos::fence();
  return place;
}

void follow_ascent(const Rows<std::uint8_t>& codes, const Rows<std::uint32_t>& labels) {
  const Steps step = steps_of(codes);
  const int ny = codes.ny, nx = codes.nx;
  Kokkos::parallel_for(
      "follow steepest ascent", Range(0, codes.count()), KOKKOS_LAMBDA(std::int64_t i) {
        const int z = static_cast<int>(i / ny), y = static_cast<int>(i % ny);
        const std::uint8_t* const row = codes.row(z, y);
        std::uint32_t* const label = labels.row(z, y);
        for (int x = 0; x < nx; ++x)
          if (row[x] != ascent::background && label[x] == 0)
            label_chain(row, label, x, step, first_label(row, label, x, step));
      });
  Kokkos::fence();
}

void follow_from_borders(const Rows<std::uint8_t>& codes, std::uint32_t peaks,
                         const Rows<std::uint32_t>& labels) {
  const Steps step = steps_of(codes);
  for_each_border_voxel(
      "follow steepest ascent from borders", codes, KOKKOS_LAMBDA(int z, int y, int x) {
        const std::uint8_t* const row = codes.row(z, y);
        std::uint32_t* const label = labels.row(z, y);
        if (row[x] == ascent::background || label[x] != 0) return;
        const std::uint32_t end = first_label(row, label, x, step);
        if (end <= peaks)
          label_chain(row, label, x, step, end);
        else
          label[x] = end;
      });
}

void rename_exits(const Rows<std::uint8_t>& codes, const std::vector<std::uint32_t>& peak_of_exit,
                  std::uint32_t first, std::uint32_t peaks, const Rows<std::uint32_t>& labels) {
  const auto table =
      unset_array<std::uint32_t>("peaks of exits", static_cast<std::int64_t>(peak_of_exit.size()));
  Kokkos::deep_copy(
      table, Kokkos::View<const std::uint32_t*, Kokkos::HostSpace>(peak_of_exit.data(), peak_of_exit.size()));
  for_each_border_voxel(
      "name the peaks of exits", codes, KOKKOS_LAMBDA(int z, int y, int x) {
        std::uint32_t& label = labels(z, y, x);
        if (label > peaks) label = table(label - first);
      });
}

}  // namespace catena
