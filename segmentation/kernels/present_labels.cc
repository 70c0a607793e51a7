// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/present_labels.h"

#include <algorithm>
#include <unordered_set>

#include "segmentation/kernels/all_gather.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

/// Largest label for which a table with an entry a label is kept.
constexpr std::uint32_t table_limit = 1u << 26;

std::uint32_t largest_label(const Volume<std::uint32_t>& labels) {
  const auto data = labels.data();
  const Triple n = labels.local(), halo = labels.halo();
  const int ny = static_cast<int>(n[1]), nx = static_cast<int>(n[2]);
  const int hz = static_cast<int>(halo[0]), hy = static_cast<int>(halo[1]), hx = static_cast<int>(halo[2]);
  std::uint32_t largest = 0;
  Kokkos::parallel_reduce(
      "largest label", Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, n[0] * n[1]),
      KOKKOS_LAMBDA(std::int64_t row, std::uint32_t & most) {
        const std::uint32_t* line = &data(row / ny + hz, row % ny + hy, hx);
        std::uint32_t top = most;
        for (int x = 0; x < nx; ++x) top = line[x] > top ? line[x] : top;
        most = top;
      },
      Kokkos::Max<std::uint32_t>(largest));
  return largest;
}

/// Ascending, by a table of flags.
std::vector<std::uint32_t> found_by_table(const Volume<std::uint32_t>& labels, std::uint32_t largest) {
  const auto data = labels.data();
  const Triple n = labels.local(), halo = labels.halo();
  const int nx = static_cast<int>(n[2]);
  const int hz = static_cast<int>(halo[0]), hy = static_cast<int>(halo[1]), hx = static_cast<int>(halo[2]);
  Kokkos::View<std::uint8_t*> seen("seen labels", static_cast<size_t>(largest) + 1);
  for_each_row(
      "seen labels", n, KOKKOS_LAMBDA(int z, int y) {
        const std::uint32_t* line = &data(z + hz, y + hy, hx);
        std::uint32_t last = 0;
        for (int x = 0; x < nx; ++x)
          if (line[x] != last) {
            last = line[x];
            seen(last) = 1;
          }
      });
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), seen);
  std::vector<std::uint32_t> found;
  for (std::uint32_t label = 1; label <= largest; ++label)
    if (host(label) != 0) found.push_back(label);
  return found;
}

/// Ascending, by a set on the host: for the rare image whose labels are huge numbers.
std::vector<std::uint32_t> found_by_set(const Volume<std::uint32_t>& labels) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), labels.data());
  const Triple n = labels.local(), halo = labels.halo();
  std::unordered_set<std::uint32_t> set;
  std::uint32_t last = 0;
  for (std::int64_t z = 0; z < n[0]; ++z)
    for (std::int64_t y = 0; y < n[1]; ++y)
      for (std::int64_t x = 0; x < n[2]; ++x) {
        const std::uint32_t label = host(z + halo[0], y + halo[1], x + halo[2]);
        if (label != last && label != 0) set.insert(label);
        last = label;
      }
  std::vector<std::uint32_t> found(set.begin(), set.end());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::vector<std::uint32_t> present_labels(const Volume<std::uint32_t>& labels) {
  Kokkos::Profiling::pushRegion("present labels");
  const std::uint32_t largest = largest_label(labels);
  const std::vector<std::uint32_t> found =
      largest <= table_limit ? found_by_table(labels, largest) : found_by_set(labels);
  std::vector<std::uint32_t> all = all_gather(labels.decomposition().comm(), found);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  Kokkos::Profiling::popRegion();
  return all;
}

LabelPlaces::LabelPlaces(const std::vector<std::uint32_t>& ascending) : list_("labels", ascending.size()) {
  const auto list = Kokkos::create_mirror_view(list_);
  for (size_t i = 0; i < ascending.size(); ++i) list(i) = ascending[i];
  Kokkos::deep_copy(list_, list);
  if (ascending.empty() || ascending.back() > table_limit) return;
  table_ = Kokkos::View<int*>("label places", static_cast<size_t>(ascending.back()) + 1);
  const auto table = Kokkos::create_mirror_view(table_);
  Kokkos::deep_copy(table, -1);
  for (size_t i = 0; i < ascending.size(); ++i) table(ascending[i]) = static_cast<int>(i);
  Kokkos::deep_copy(table_, table);
}

}  // namespace catena
