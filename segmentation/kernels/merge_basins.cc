// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/merge_basins.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace catena {

template <class Height>
std::vector<std::uint32_t> merge_basins(const Peaks<Height>& peaks, std::vector<Saddle<Height>>& saddles,
                                        double persistence) {
  const auto index = [&](std::uint32_t basin) { return peaks.index[basin - 1]; };
  const auto height = [&](std::uint32_t basin) { return peaks.height[basin - 1]; };
  for (Saddle<Height>& saddle : saddles)
    if (index(saddle.b) < index(saddle.a)) std::swap(saddle.a, saddle.b);
  std::sort(saddles.begin(), saddles.end(), [&](const Saddle<Height>& s, const Saddle<Height>& t) {
    if (s.height != t.height) return s.height > t.height;
    return s.a != t.a ? index(s.a) < index(t.a) : index(s.b) < index(t.b);
  });

  std::vector<std::uint32_t> higher(peaks.height.size() + 1);
  std::iota(higher.begin(), higher.end(), 0u);
  const auto top = [&](std::uint32_t basin) {
    while (higher[basin] != basin) basin = higher[basin] = higher[higher[basin]];
    return basin;
  };
  for (const Saddle<Height>& saddle : saddles) {
    std::uint32_t high = top(saddle.a), low = top(saddle.b);
    if (high == low) continue;
    if (height(high) != height(low) ? height(high) < height(low) : index(high) < index(low))
      std::swap(high, low);
    if (std::sqrt(static_cast<double>(height(low))) - std::sqrt(static_cast<double>(saddle.height)) <
        persistence)
      higher[low] = high;
  }
  for (std::uint32_t basin = 1; basin < higher.size(); ++basin) higher[basin] = top(basin);
  return higher;
}

template std::vector<std::uint32_t> merge_basins(const Peaks<std::int32_t>&,
                                                 std::vector<Saddle<std::int32_t>>&, double);
template std::vector<std::uint32_t> merge_basins(const Peaks<float>&, std::vector<Saddle<float>>&, double);

}  // namespace catena
