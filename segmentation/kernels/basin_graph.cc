// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/basin_graph.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

using Range = Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>;

/// The half of the 26 neighbours that come after a voxel in raster order: offset k in 0..12 along one axis.
KOKKOS_INLINE_FUNCTION int forward_z(int k) { return (k + 14) / 9 - 1; }
KOKKOS_INLINE_FUNCTION int forward_y(int k) { return (k + 14) / 3 % 3 - 1; }
KOKKOS_INLINE_FUNCTION int forward_x(int k) { return (k + 14) % 3 - 1; }

/// Gathers saddles as they are met, many times over for each pair of basins: a small table of the pairs met
/// last takes most of them, and what falls out of it is sorted out whenever the list has doubled.
template <class Height>
class SaddleCollector {
 public:
  SaddleCollector() : recent_(slots, Saddle<Height>{0, 0, 0}) {}

  void add(std::uint32_t a, std::uint32_t b, Height height) {
    if (b < a) std::swap(a, b);
    Saddle<Height>& entry = recent_[((a * 0x9e3779b9u) ^ (b * 0x85ebca6bu)) >> (32 - bits)];
    if (entry.a == a && entry.b == b) {
      if (entry.height < height) entry.height = height;
      return;
    }
    if (entry.a != 0) list(entry);
    entry = {a, b, height};
  }

  std::vector<Saddle<Height>> finish() {
    for (const Saddle<Height>& entry : recent_)
      if (entry.a != 0) saddles_.push_back(entry);
    keep_highest(saddles_);
    return std::move(saddles_);
  }

 private:
  void list(const Saddle<Height>& saddle) {
    saddles_.push_back(saddle);
    if (saddles_.size() < limit_) return;
    keep_highest(saddles_);
    limit_ = std::max(limit_, 2 * saddles_.size());
  }

  static constexpr int bits = 13;
  static constexpr size_t slots = size_t{1} << bits;
  std::vector<Saddle<Height>> recent_, saddles_;
  size_t limit_ = size_t{1} << 20;
};

/// Marks the voxels of a row that have a neighbour in another basin among those that come after them.
/// `rows` are the five rows that hold these, with one voxel more at either end: (z, y), (z, y + 1), (z + 1, y
/// - 1), ...
void mark_borders(const std::uint32_t* const rows[5], int nx, std::uint32_t* __restrict greatest,
                  std::uint32_t* __restrict least, std::uint8_t* __restrict marked) {
  // Least of the labels less 1, so that the background counts as the greatest there is.
  const std::uint32_t* __restrict own = rows[0] + 1;
  for (int x = 0; x < nx; ++x) {
    greatest[x] = own[x + 1];
    least[x] = own[x + 1] - 1;
  }
  for (int r = 1; r < 5; ++r) {
    const std::uint32_t* __restrict row = rows[r];
    for (int x = 0; x < nx; ++x) {
      const std::uint32_t a = row[x], b = row[x + 1], c = row[x + 2];
      const std::uint32_t ab = a > b ? a : b, high = ab > c ? ab : c;
      const std::uint32_t ba = a - 1 < b - 1 ? a - 1 : b - 1, low = ba < c - 1 ? ba : c - 1;
      greatest[x] = greatest[x] > high ? greatest[x] : high;
      least[x] = least[x] < low ? least[x] : low;
    }
  }
  for (int x = 0; x < nx; ++x) marked[x] = (own[x] != 0) & ((greatest[x] > own[x]) | (least[x] < own[x] - 1));
}

/// A copy of a row with its neighbours before and after.
template <class T>
void copy_row(const Surrounded<T>& from, int z, int y, T* to) {
  const int nx = from.block.nx;
  const T* const row = from.row(z, y);
  to[0] = from.at(z, y, -1);
  std::copy(row, row + nx, to + 1);
  to[nx + 1] = from.at(z, y, nx);
}

template <class Height>
std::vector<Saddle<Height>> saddles_row_by_row(const Surrounded<Height>& heights,
                                               const Surrounded<std::uint32_t>& labels,
                                               const std::vector<Height>& least) {
  const int nz = labels.block.nz, ny = labels.block.ny, nx = labels.block.nx;
  const size_t width = static_cast<size_t>(nx) + 2;
  SaddleCollector<Height> collector;
  std::vector<std::uint32_t> lines(5 * width), high(nx), low(nx);
  std::vector<std::uint8_t> marked(nx);
  const std::uint32_t* rows[5];
  for (int r = 0; r < 5; ++r) rows[r] = &lines[r * width];
  constexpr int row_z[5] = {0, 0, 1, 1, 1}, row_y[5] = {0, 1, -1, 0, 1};
  for (int z = 0; z < nz; ++z)
    for (int y = 0; y < ny; ++y) {
      for (int r = 0; r < 5; ++r) copy_row(labels, z + row_z[r], y + row_y[r], &lines[r * width]);
      mark_borders(rows, nx, high.data(), low.data(), marked.data());
      const Height* const own_heights = heights.block.row(z, y);
      for (int x = 0; x < nx; ++x) {
        if (!marked[x]) continue;
        const std::uint32_t own = rows[0][x + 1];
        const Height own_height = own_heights[x], own_least = least[own];
        for (int r = 0; r < 5; ++r)
          for (int dx = r == 0 ? 1 : -1; dx <= 1; ++dx) {
            const std::uint32_t other = rows[r][x + 1 + dx];
            if (other == own || other == 0) continue;
            const Height other_height = heights.at(z + row_z[r], y + row_y[r], x + dx);
            const Height height = own_height < other_height ? own_height : other_height;
            if (height >= own_least || height >= least[other]) collector.add(own, other, height);
          }
      }
    }
  return collector.finish();
}

template <class Height>
struct SaddleKernel {
  Surrounded<Height> heights;
  Surrounded<std::uint32_t> labels;
  Kokkos::View<Height*> least;

  /// Lists what the voxels of a row see, from `out` on if that is given; returns how many they are.
  KOKKOS_INLINE_FUNCTION std::int64_t list(int z, int y, Saddle<Height>* out) const {
    std::int64_t count = 0;
    for (int x = 0; x < labels.block.nx; ++x) {
      const std::uint32_t own = labels.block(z, y, x);
      if (own == 0) continue;
      for (int k = 0; k < 13; ++k) {
        const int to_z = z + forward_z(k), to_y = y + forward_y(k), to_x = x + forward_x(k);
        const std::uint32_t other = labels.at(to_z, to_y, to_x);
        if (other == own || other == 0) continue;
        const Height own_height = heights.block(z, y, x), other_height = heights.at(to_z, to_y, to_x);
        const Height height = own_height < other_height ? own_height : other_height;
        if (height < least(own) && height < least(other)) continue;
        if (out) out[count] = {own < other ? own : other, own < other ? other : own, height};
        ++count;
      }
    }
    return count;
  }
};

}  // namespace

template <class Height>
void keep_highest(std::vector<Saddle<Height>>& saddles) {
  std::sort(saddles.begin(), saddles.end(), [](const Saddle<Height>& s, const Saddle<Height>& t) {
    if (s.a != t.a) return s.a < t.a;
    return s.b != t.b ? s.b < t.b : s.height > t.height;
  });
  saddles.erase(
      std::unique(saddles.begin(), saddles.end(),
                  [](const Saddle<Height>& s, const Saddle<Height>& t) { return s.a == t.a && s.b == t.b; }),
      saddles.end());
}

template <class Height>
std::vector<Height> least_saddles(const std::vector<Height>& peaks, double persistence) {
  std::vector<Height> least(peaks.size() + 1, 0);
  for (size_t i = 0; i < peaks.size(); ++i) {
    const double root = std::sqrt(static_cast<double>(peaks[i])) - persistence;
    // A little lower than need be, to be safe from rounding; what is too low is turned down at the merge.
    if (root > 0) least[i + 1] = static_cast<Height>(root * root * (1 - 1e-6));
  }
  return least;
}

template <class Height>
std::vector<Saddle<Height>> saddles_in_block_by_lists(const Surrounded<Height>& heights,
                                                      const Surrounded<std::uint32_t>& labels,
                                                      const std::vector<Height>& least) {
  const auto device_least = unset_array<Height>("least saddles", least.size());
  Kokkos::deep_copy(device_least, Kokkos::View<const Height*, Kokkos::HostSpace>(least.data(), least.size()));
  const SaddleKernel<Height> kernel{heights, labels, device_least};
  const int ny = labels.block.ny;
  std::vector<Saddle<Height>> all;
  size_t limit = size_t{1} << 20;
  for (int z = 0; z < labels.block.nz; ++z) {
    const auto begin = unset_array<std::int64_t>("first saddle of rows", ny);
    std::int64_t total = 0;
    Kokkos::parallel_scan(
        "count saddles", Range(0, ny),
        KOKKOS_LAMBDA(std::int64_t y, std::int64_t & sum, bool final) {
          if (final) begin(y) = sum;
          sum += kernel.list(z, static_cast<int>(y), nullptr);
        },
        total);
    if (total == 0) continue;
    const auto found = unset_array<Saddle<Height>>("saddles of a plane", total);
    Kokkos::parallel_for(
        "list saddles", Range(0, ny),
        KOKKOS_LAMBDA(std::int64_t y) { kernel.list(z, static_cast<int>(y), found.data() + begin(y)); });
    const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), found);
    all.insert(all.end(), host.data(), host.data() + total);
    if (all.size() > limit) {
      keep_highest(all);
      limit = std::max(limit, 2 * all.size());
    }
  }
  keep_highest(all);
  return all;
}

template <class Height>
std::vector<Saddle<Height>> saddles_in_block(const Surrounded<Height>& heights,
                                             const Surrounded<std::uint32_t>& labels,
                                             const std::vector<Height>& least) {
  if constexpr (runs_serially)
    return saddles_row_by_row(heights, labels, least);
  else
    return saddles_in_block_by_lists(heights, labels, least);
}

template std::vector<Saddle<std::int32_t>> saddles_in_block(const Surrounded<std::int32_t>&,
                                                            const Surrounded<std::uint32_t>&,
                                                            const std::vector<std::int32_t>&);
template std::vector<Saddle<float>> saddles_in_block(const Surrounded<float>&,
                                                     const Surrounded<std::uint32_t>&,
                                                     const std::vector<float>&);
template std::vector<Saddle<std::int32_t>> saddles_in_block_by_lists(const Surrounded<std::int32_t>&,
                                                                     const Surrounded<std::uint32_t>&,
                                                                     const std::vector<std::int32_t>&);
template std::vector<Saddle<float>> saddles_in_block_by_lists(const Surrounded<float>&,
                                                              const Surrounded<std::uint32_t>&,
                                                              const std::vector<float>&);
template void keep_highest(std::vector<Saddle<std::int32_t>>&);
template void keep_highest(std::vector<Saddle<float>>&);
template std::vector<std::int32_t> least_saddles(const std::vector<std::int32_t>&, double);
template std::vector<float> least_saddles(const std::vector<float>&, double);

}  // namespace catena
