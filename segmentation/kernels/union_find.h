// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "segmentation/kernels/rows.h"

namespace catena {

/// Disjoint sets in an array of parents in which no element's parent is greater than itself, so that the root
/// of a set is its least element. Safe under concurrent unions (after Jaiganesh and Burtscher, ECL-CC, HPDC
/// 2018).

/// Root of the set of i; halves the path on its way.
KOKKOS_INLINE_FUNCTION std::uint32_t find_root(std::uint32_t* parent, std::uint32_t i) {
  std::uint32_t above = parent[i];
  while (above != i) {
    const std::uint32_t next = parent[above];
    if (next == above) return above;
    parent[i] = next;
    i = next;
    above = parent[i];
  }
  return i;
}

/// Joins the sets of a and b.
KOKKOS_INLINE_FUNCTION void unite(std::uint32_t* parent, std::uint32_t a, std::uint32_t b) {
  a = find_root(parent, a);
  b = find_root(parent, b);
  while (a != b) {
    const std::uint32_t low = a < b ? a : b, high = a < b ? b : a;
    if constexpr (runs_serially) {
      parent[high] = low;
      return;
    } else {
      const std::uint32_t found = Kokkos::atomic_compare_exchange(&parent[high], high, low);
      if (found == high) return;
      a = find_root(parent, found);
      b = find_root(parent, low);
    }
  }
}

}  // namespace catena
