// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>

namespace catena::median_network {

// Selection without branches, by minima and maxima alone: the same for one voxel on a device and for a vector
// register full of neighbouring voxels on a host. 27 values are sorted in threes along z (shared by three
// rows), these in nines (shared by three voxels of a row), and the median is taken from three sorted nines.

template <class T>
KOKKOS_INLINE_FUNCTION T lower(T a, T b) {
  return b < a ? b : a;
}

template <class T>
KOKKOS_INLINE_FUNCTION T upper(T a, T b) {
  return b < a ? a : b;
}

template <class T>
KOKKOS_INLINE_FUNCTION void order(T& a, T& b) {
  const T low = lower(a, b), high = upper(a, b);
  a = low;
  b = high;
}

template <class T>
KOKKOS_INLINE_FUNCTION void sort3(T& a, T& b, T& c) {
  order(a, b);
  order(b, c);
  order(a, b);
}

/// Sorts nine values of which v[0..2], v[3..5] and v[6..8] are sorted: the rest of Floyd's network of 25
/// exchanges (Knuth, The Art of Computer Programming 3, 5.3.4).
template <class T>
KOKKOS_INLINE_FUNCTION void merge_three_threes(T* v) {
  sort3(v[0], v[3], v[6]);
  sort3(v[1], v[4], v[7]);
  sort3(v[2], v[5], v[8]);
  order(v[5], v[7]);
  order(v[2], v[6]);
  order(v[1], v[3]);
  order(v[4], v[6]);
  order(v[2], v[4]);
  order(v[5], v[6]);
  order(v[2], v[3]);
}

/// The second to fourth of the merged pairs a1 <= a2 and b1 <= b2.
template <class T>
KOKKOS_INLINE_FUNCTION void merge_pairs_upper(T a1, T a2, T b1, T b2, T& second, T& third, T& fourth) {
  const T t = upper(a1, b1), u = lower(a2, b2);
  second = lower(t, u);
  third = upper(t, u);
  fourth = upper(a2, b2);
}

/// The first to third of the same.
template <class T>
KOKKOS_INLINE_FUNCTION void merge_pairs_lower(T a1, T a2, T b1, T b2, T& first, T& second, T& third) {
  const T t = upper(a1, b1), u = lower(a2, b2);
  first = lower(a1, b1);
  second = lower(t, u);
  third = upper(t, u);
}

template <class T>
KOKKOS_INLINE_FUNCTION T least(T a, T b, T c) {
  return lower(lower(a, b), c);
}

template <class T>
KOKKOS_INLINE_FUNCTION T greatest(T a, T b, T c) {
  return upper(upper(a, b), c);
}

template <class T>
KOKKOS_INLINE_FUNCTION T middle(T a, T b, T c) {
  return upper(lower(a, b), lower(upper(a, b), c));
}

/// The median of three sorted nines. Sorting the i-th values among the three for every i gives three sorted
/// rows, low, mid and high, of which only low[5..8], mid[2..6] and high[0..3] can be the median of all, and
/// are 13 with the same median.
template <class T>
KOKKOS_INLINE_FUNCTION T median_of_three_nines(const T* a, const T* b, const T* c) {
  const T l1 = least(a[5], b[5], c[5]), l2 = least(a[6], b[6], c[6]);
  const T l3 = least(a[7], b[7], c[7]), l4 = least(a[8], b[8], c[8]);
  const T h1 = greatest(a[0], b[0], c[0]), h2 = greatest(a[1], b[1], c[1]);
  const T h3 = greatest(a[2], b[2], c[2]), h4 = greatest(a[3], b[3], c[3]);
  const T m1 = middle(a[2], b[2], c[2]), m2 = middle(a[3], b[3], c[3]), m3 = middle(a[4], b[4], c[4]);
  const T m4 = middle(a[5], b[5], c[5]), m5 = middle(a[6], b[6], c[6]);
  T o2, o3, o4, e1, e2, e3;  // odd and even halves of merging l and h: Batcher
  merge_pairs_upper(l1, l3, h1, h3, o2, o3, o4);
  merge_pairs_lower(l2, l4, h2, h4, e1, e2, e3);
  const T x2 = lower(o2, e1), x3 = upper(o2, e1), x4 = lower(o3, e2), x5 = upper(o3, e2);
  const T x6 = lower(o4, e3), x7 = upper(o4, e3);
  // The seventh of x1 .. x8 and m1 .. m5: the least, over all ways to take seven, of the last one taken.
  const T p = lower(upper(x2, m5), upper(x3, m4)), q = lower(upper(x4, m3), upper(x5, m2));
  return lower(lower(p, q), lower(upper(x6, m1), x7));
}

}  // namespace catena::median_network
