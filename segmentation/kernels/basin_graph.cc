// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/basin_graph.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "segmentation/kernels/basin_borders.h"
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

/// What a host sees from the voxels on borders.
template <class Height>
struct BorderView {
  const Surrounded<Height>& heights;
  const Surrounded<std::uint32_t>& labels;
  const std::vector<Height>& least;
  SaddleCollector<Height>& collector;
  std::int64_t height_step[13], label_step[13];

  BorderView(const Surrounded<Height>& heights_, const Surrounded<std::uint32_t>& labels_,
             const std::vector<Height>& least_, SaddleCollector<Height>& collector_)
      : heights(heights_), labels(labels_), least(least_), collector(collector_) {
    for (int k = 0; k < 13; ++k) {
      height_step[k] =
          forward_z(k) * heights.block.stride_z + forward_y(k) * heights.block.stride_y + forward_x(k);
      label_step[k] =
          forward_z(k) * labels.block.stride_z + forward_y(k) * labels.block.stride_y + forward_x(k);
    }
  }

  void look_around(int z, int y, int x) const {
    const bool inside =
        z + 1 < labels.block.nz && y > 0 && y + 1 < labels.block.ny && x > 0 && x + 1 < labels.block.nx;
    std::uint32_t other[13];
    Height height[13];
    const std::uint32_t* const label_here = &labels.block(z, y, x);
    const Height* const height_here = &heights.block(z, y, x);
    for (int k = 0; k < 13; ++k) {
      if (inside) {
        other[k] = label_here[label_step[k]];
        height[k] = height_here[height_step[k]];
      } else {
        other[k] = labels.at(z + forward_z(k), y + forward_y(k), x + forward_x(k));
        height[k] = heights.at(z + forward_z(k), y + forward_y(k), x + forward_x(k));
      }
    }
    // Which of them count comes as by chance: without branches first, then those few.
    const std::uint32_t own = *label_here;
    const Height own_height = *height_here, own_least = least[own];
    int seen[13], count = 0;
    for (int k = 0; k < 13; ++k) {
      height[k] = height[k] < own_height ? height[k] : own_height;
      const Height other_least = least[other[k]];
      seen[count] = k;
      count += (other[k] != own) & (other[k] != 0) & ((height[k] >= own_least) | (height[k] >= other_least));
    }
    for (int i = 0; i < count; ++i) collector.add(own, other[seen[i]], height[seen[i]]);
  }
};

template <class Height>
std::vector<Saddle<Height>> saddles_at_borders(const Surrounded<Height>& heights,
                                               const Surrounded<std::uint32_t>& labels,
                                               const std::vector<Height>& least) {
  const int nz = labels.block.nz, ny = labels.block.ny, nx = labels.block.nx;
  SaddleCollector<Height> collector;
  const BorderView<Height> view(heights, labels, least, collector);
  const int slab = BasinBorders::rows_in_slab(nx);
  for (int y0 = 0; y0 < ny; y0 += slab) {
    const int y1 = std::min(ny, y0 + slab);
    BasinBorders borders(labels, y0, y1);
    for (int z = 0; z < nz; ++z) {
      borders.go_to(z);
      for (int y = y0; y < y1; ++y) {
        const std::vector<std::uint8_t>& marked = borders.row(y);
        int x = 0;
        while (x < nx) {
          std::uint64_t eight = 1;
          if (x + 8 <= nx) std::memcpy(&eight, &marked[x], 8);
          if (eight == 0) {
            x += 8;
            continue;
          }
          for (const int end = std::min(nx, x + 8); x < end; ++x)
            if (marked[x]) view.look_around(z, y, x);
        }
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
    return saddles_at_borders(heights, labels, least);
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
