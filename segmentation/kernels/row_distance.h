// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

/// Stands for "no background on this side": further than any row is long.
constexpr std::int32_t far_away = 1 << 29;

/// The value of a voxel that has no background to be measured from.
template <class T>
struct Unreached;
template <>
struct Unreached<std::int32_t> {
  static constexpr std::int32_t value = INT32_MAX;
};
template <>
struct Unreached<float> {
  static constexpr float value = __builtin_huge_valf();
};

/// What it costs to go k voxels along an axis of squared weight `weight`. All passes use this one expression,
/// so that equal distances are equal to the bit.
template <class T>
KOKKOS_INLINE_FUNCTION T step_cost(std::int32_t k, float weight);
template <>
KOKKOS_INLINE_FUNCTION std::int32_t step_cost<std::int32_t>(std::int32_t k, float) {
  return k * k;
}
template <>
KOKKOS_INLINE_FUNCTION float step_cost<float>(std::int32_t k, float weight) {
  return weight * (static_cast<float>(k) * static_cast<float>(k));
}

/// Squared distance within a row of n voxels to its nearest zero. `left` and `right` are the places of the
/// nearest zeros beyond the row's ends, counted from its first voxel; -far_away and far_away if there are
/// none.
template <class T>
KOKKOS_INLINE_FUNCTION void square_row(const std::uint8_t* mask, T* out, int n, std::int32_t left,
                                       std::int32_t right, float weight) {
  int x = 0;
  while (x < n) {
    while (x < n && mask[x] == 0) {
      out[x] = 0;
      ++x;
    }
    if (x == n) return;
    const int begin = x;
    while (x < n && mask[x] != 0) ++x;
    // A run: zeros stand at before and after. Its nearer half is measured from each.
    const std::int32_t before = begin == 0 ? left : begin - 1;
    const std::int32_t after = x == n ? right : x;
    for (int i = begin; i < x; ++i) {
      const std::int32_t a = i - before, b = after - i;
      const std::int32_t d = a < b ? a : b;
      out[i] = d < far_away / 2 ? step_cost<T>(d < far_away / 2 ? d : 0, weight) : Unreached<T>::value;
    }
  }
}

/// For every row of the block (z, y) the nearest zeros beyond its two ends, in the sense of square_row.
struct RowEnds {
  Kokkos::View<std::int32_t**, Kokkos::LayoutRight> left, right;
};

/// Finds the row ends from the other ranks along x. Collective.
RowEnds row_ends(const Volume<std::uint8_t>& mask);

}  // namespace catena
