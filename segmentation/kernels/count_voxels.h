// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstdint>
#include <vector>

#include "segmentation/kernels/field_of_view.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {

namespace counting {

/// Two tables in turn, so that equal neighbours do not wait for each other's addition.
template <class T, class Key>
void count_row(const T* values, std::int64_t n, const Key& key, std::uint32_t* even, std::uint32_t* odd) {
  std::int64_t i = 0;
  for (; i + 1 < n; i += 2) {
    ++even[key(values[i])];
    ++odd[key(values[i + 1])];
  }
  if (i < n) ++even[key(values[i])];
}

inline void flush(std::vector<std::uint32_t>& narrow, std::vector<std::int64_t>& counts) {
  for (std::size_t v = 0; v < counts.size(); ++v)
    counts[v] += std::int64_t{narrow[v]} + narrow[counts.size() + v];
  narrow.assign(narrow.size(), 0);
}

/// Counts rows [first, last) of this rank's block.
template <class T, class Key>
void count_rows(const Volume<T>& image, const FieldOfView& view, const Key& key, std::int64_t first,
                std::int64_t last, std::vector<std::int64_t>& counts) {
  const Box& owned = image.decomposition().owned();
  const Triple local = image.local(), halo = image.halo();
  std::vector<std::uint32_t> narrow(2 * counts.size(), 0);
  std::int64_t pending = 0;
  for (std::int64_t row = first; row < last; ++row) {
    const std::int64_t z = row / local[1], y = row % local[1];
    const FieldOfView::Range inside = view.row(owned.begin[1] + y, owned.begin[2], owned.end[2]);
    const T* values = &image.data()(z + halo[0], y + halo[1], halo[2]) + (inside.begin - owned.begin[2]);
    count_row(values, inside.end - inside.begin, key, narrow.data(), narrow.data() + counts.size());
    pending += local[2];
    if (pending > std::int64_t{1} << 30) {
      flush(narrow, counts);
      pending = 0;
    }
  }
  flush(narrow, counts);
}

template <class T, class Key>
struct CountVoxel {
  typename Volume<T>::View data;
  Kokkos::View<unsigned long long*> counts;
  Kokkos::View<int* [2]> inside;
  Key key;
  int halo_z, halo_y, halo_x;
  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    if (x >= inside(y, 0) && x < inside(y, 1))
      Kokkos::atomic_add(&counts(key(data(z + halo_z, y + halo_y, x + halo_x))), 1ull);
  }
};

/// By one atomic addition a voxel, as a device does it.
template <class T, class Key>
std::vector<std::int64_t> count_by_atomics(const Volume<T>& image, const FieldOfView& view, int bins,
                                           const Key& key) {
  const Triple halo = image.halo();
  const Kokkos::View<unsigned long long*> counts("counts", bins);
  const CountVoxel<T, Key> body{image.data(),
                                counts,
                                rows_inside(view, image.decomposition().owned()),
                                key,
                                static_cast<int>(halo[0]),
                                static_cast<int>(halo[1]),
                                static_cast<int>(halo[2])};
  for_each_voxel("count voxels", image.local(), body);
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), counts);
  std::vector<std::int64_t> result(bins);
  for (int bin = 0; bin < bins; ++bin) result[bin] = static_cast<std::int64_t>(host(bin));
  return result;
}

/// By private tables, one a thread.
template <class T, class Key>
std::vector<std::int64_t> count_by_tables(const Volume<T>& image, const FieldOfView& view, int bins,
                                          const Key& key) {
  using Host = Kokkos::DefaultHostExecutionSpace;
  const std::int64_t rows = image.local()[0] * image.local()[1];
  const std::int64_t pieces = Host().concurrency();
  std::vector<std::vector<std::int64_t>> partial(pieces, std::vector<std::int64_t>(bins, 0));
  Kokkos::parallel_for("count voxels", Kokkos::RangePolicy<Host>(0, pieces), [&](const std::int64_t piece) {
    count_rows(image, view, key, rows * piece / pieces, rows * (piece + 1) / pieces, partial[piece]);
  });
  for (std::int64_t piece = 1; piece < pieces; ++piece)
    for (int bin = 0; bin < bins; ++bin) partial[0][bin] += partial[piece][bin];
  return partial[0];
}

}  // namespace counting

/// How many voxels of the whole image inside the field of view have each key 0 <= key(value) < bins, exactly.
/// Key is a functor that devices can call. Collective; every rank gets the same.
template <class T, class Key>
std::vector<std::int64_t> count_voxels(const Volume<T>& image, const FieldOfView& view, int bins,
                                       const Key& key) {
  Kokkos::Profiling::pushRegion("count voxels");
  std::vector<std::int64_t> counts;
  if constexpr (runs_on_host)
    counts = counting::count_by_tables(image, view, bins, key);
  else
    counts = counting::count_by_atomics(image, view, bins, key);
  MPI_Allreduce(MPI_IN_PLACE, counts.data(), bins, MPI_INT64_T, MPI_SUM, image.decomposition().comm());
  Kokkos::Profiling::popRegion();
  return counts;
}

}  // namespace catena
