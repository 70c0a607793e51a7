// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "segmentation/kernels/row_distance.h"

namespace catena {

/// g(i) = min_j f(j) + w (i - j)^2 along one line of n voxels in O(n), whatever the distances: the lower
/// envelope of the parabolas with vertices (j, f(j)). Vertices that are Unreached are left out. Host only.
template <class T>
class LineEnvelope {
 public:
  LineEnvelope(int n, float weight) : n_(n), weight_(weight), value_(n), vertex_(n), from_(n) {}

  /// In place on the n values data[0], data[stride], ...
  void lower(T* data, std::int64_t stride) {
    int top = -1;  // of the stack of vertices whose parabolas make up the envelope
    for (int j = 0; j < n_; ++j) {
      value_[j] = data[j * stride];
      if (value_[j] == Unreached<T>::value) continue;
      while (top >= 0 && at(vertex_[top], from_[top]) > at(j, from_[top])) --top;
      const std::int64_t start = top < 0 ? 0 : crossing(vertex_[top], j) + 1;
      if (start >= n_) continue;
      ++top;
      vertex_[top] = j;
      from_[top] = static_cast<int>(start);
    }
    if (top < 0) return;
    const int last = top;
    for (int i = n_ - 1; i >= 0; --i) {
      while (from_[top] > i) --top;
      T best = at(vertex_[top], i);
      // Rounded sums may order two parabolas otherwise where they meet.
      if (top > 0) best = lesser(best, at(vertex_[top - 1], i));
      if (top < last) best = lesser(best, at(vertex_[top + 1], i));
      data[i * stride] = best;
    }
  }

 private:
  static T lesser(T a, T b) { return a < b ? a : b; }
  T at(int vertex, int i) const { return value_[vertex] + step_cost<T>(i - vertex, weight_); }
  /// The last voxel where the parabola of a is not above that of b, a < b; not below 0 where this is called.
  std::int64_t crossing(int a, int b) const {
    const double w = std::is_same_v<T, float> ? weight_ : 1.0;
    const double over = w * (static_cast<double>(b) * b - static_cast<double>(a) * a) +
                        (static_cast<double>(value_[b]) - static_cast<double>(value_[a]));
    const double place = std::floor(over / (2 * w * (b - a)));
    return place < 0 ? -1 : place < n_ ? static_cast<std::int64_t>(place) : n_;
  }

  int n_;
  float weight_;
  std::vector<T> value_;
  std::vector<int> vertex_, from_;
};

}  // namespace catena
