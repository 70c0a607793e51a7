// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cmath>
#include <cstdint>
#include <type_traits>

#include "segmentation/kernels/line_envelope.h"

namespace catena {

/// g(i) = min_j f(j) + w (i - j)^2 along `lanes` neighbouring lines at once. Host only; one object a thread.
///
/// Every voxel looks at those up to R voxels away, where R follows from the largest result a step before:
/// along a line the root of g grows by at most one voxel's edge, so nothing further than sqrt(g(i - 1) / w) +
/// 1 can win. Squares up to 180^2 fit 16 bits with room for a sum, which makes 32 lanes an instruction. Lines
/// on which a distance exceeds that are left to LineEnvelope. Exact in either case.
template <class T>
class TileMinimum {
 public:
  static constexpr int lanes = 64;
  static constexpr int reach = 180;
  /// What sums are made in.
  using Number = std::conditional_t<std::is_same_v<T, std::int32_t>, std::uint16_t, T>;

  /// Voxels beyond an end of the lines, the nearest first, `width` numbers each.
  struct Beyond {
    const Number* planes = nullptr;
    int count = 0;
  };

  /// \param n voxels of a line. \param weight squared edge of a voxel along it (1 for integers).
  TileMinimum(int n, float weight)
      : n_(n),
        weight_(weight),
        cap_(cost(reach)),
        source_("line tile", static_cast<size_t>(n + 2 * reach) * lanes),
        result_("lowered line tile", static_cast<size_t>(n) * lanes),
        envelope_(n, weight) {
    Kokkos::deep_copy(source_, cap_);
  }

  /// In place on `width` <= lanes lines, neighbours in memory; a line's voxels are `stride` apart. If the
  /// lines go on beyond their ends, by no more than `reach`, no voxel may need to look further than `reach`.
  void lower(T* data, std::int64_t stride, int width, const Beyond& below = {}, const Beyond& above = {}) {
    load(data, stride, width);
    place(below, width, reach - 1, -1);
    place(above, width, reach + n_, 1);
    dead_lanes_ = 0;
    for (int lane = 0; lane < lanes; ++lane) alive_[lane] = 1;
    int limit = window(largest(source_.data() + reach * lanes));
    for (int i = 0; i < n_; ++i) {
      search(i, limit);
      const Number* row = result_.data() + static_cast<std::int64_t>(i) * lanes;
      Number peak = largest(row);
      if (peak >= cap_) {
        bury(row);
        peak = largest(row);
      }
      bound_ = static_cast<T>(peak) > bound_ ? static_cast<T>(peak) : bound_;
      limit = window(peak);
    }
    store(data, stride, width);
    clear(below, reach - 1, -1);
    clear(above, reach + n_, 1);
    if (dead_lanes_ == 0) return;
    bound_ = Unreached<T>::value;
    for (int lane = 0; lane < width; ++lane)
      if (alive_[lane] == 0) envelope_.lower(data + lane, stride);
  }

  /// No result so far was larger.
  T bound() const { return bound_; }

 private:
  Number cost(int k) const { return static_cast<Number>(step_cost<T>(k, weight_)); }
  static Number lesser(Number a, Number b) { return a < b ? a : b; }

  void load(const T* data, std::int64_t stride, int width) {
    const T cap = static_cast<T>(cap_);
    for (int i = 0; i < n_; ++i) {
      const T* from = data + i * stride;
      Number* to = source_.data() + static_cast<std::int64_t>(i + reach) * lanes;
      for (int lane = 0; lane < width; ++lane)
        to[lane] = static_cast<Number>(from[lane] < cap ? from[lane] : cap);
      for (int lane = width; lane < lanes; ++lane) to[lane] = 0;
    }
  }

  void place(const Beyond& beyond, int width, int row, int step) {
    for (int i = 0; i < beyond.count; ++i) {
      const Number* from = beyond.planes + static_cast<std::int64_t>(i) * width;
      Number* to = source_.data() + static_cast<std::int64_t>(row + i * step) * lanes;
      for (int lane = 0; lane < width; ++lane) to[lane] = from[lane];
    }
  }

  void clear(const Beyond& beyond, int row, int step) {
    for (int i = 0; i < beyond.count; ++i) {
      Number* to = source_.data() + static_cast<std::int64_t>(row + i * step) * lanes;
      for (int lane = 0; lane < lanes; ++lane) to[lane] = cap_;
    }
  }

  void store(T* data, std::int64_t stride, int width) const {
    for (int i = 0; i < n_; ++i) {
      const Number* from = result_.data() + static_cast<std::int64_t>(i) * lanes;
      T* to = data + i * stride;
      if (dead_lanes_ == 0)
        for (int lane = 0; lane < width; ++lane) to[lane] = static_cast<T>(from[lane]);
      else
        for (int lane = 0; lane < width; ++lane)
          to[lane] = alive_[lane] != 0 ? static_cast<T>(from[lane]) : to[lane];
    }
  }

  Number largest(const Number* row) const {
    Number peak = 0;
    for (int lane = 0; lane < lanes; ++lane) {
      const Number here = alive_[lane] != 0 ? row[lane] : Number(0);
      peak = here > peak ? here : peak;
    }
    return peak;
  }

  /// Takes the lines that reached the cap out of the search.
  void bury(const Number* row) {
    for (int lane = 0; lane < lanes; ++lane)
      if (alive_[lane] != 0 && row[lane] >= cap_) {
        alive_[lane] = 0;
        ++dead_lanes_;
      }
  }

  /// How far to look where no living line was further than `peak` one voxel before. With weights one more
  /// voxel is taken, for what rounding may have done.
  int window(Number peak) const {
    if (peak == 0) return 1;
    const float root = std::sqrt(static_cast<float>(peak) / (std::is_same_v<T, float> ? weight_ : 1.0F));
    const int steps = static_cast<int>(root < reach ? root : reach) + (std::is_same_v<T, float> ? 2 : 1);
    return steps < reach ? steps : reach;
  }

  void search(int i, int limit) {
    const Number* __restrict__ here = source_.data() + static_cast<std::int64_t>(i + reach) * lanes;
    Number* __restrict__ best = result_.data() + static_cast<std::int64_t>(i) * lanes;
    for (int lane = 0; lane < lanes; ++lane) best[lane] = here[lane];
    for (int k = 1; k <= limit; k += 4) {
      const Number c0 = cost(k), c1 = cost(k + 1), c2 = cost(k + 2), c3 = cost(k + 3);
      const Number* below = here - k * lanes;
      const Number* above = here + k * lanes;
      for (int lane = 0; lane < lanes; ++lane) {
        const auto m0 = static_cast<Number>(lesser(below[lane], above[lane]) + c0);
        const auto m1 = static_cast<Number>(lesser(below[lane - lanes], above[lane + lanes]) + c1);
        const auto m2 = static_cast<Number>(lesser(below[lane - 2 * lanes], above[lane + 2 * lanes]) + c2);
        const auto m3 = static_cast<Number>(lesser(below[lane - 3 * lanes], above[lane + 3 * lanes]) + c3);
        best[lane] = lesser(best[lane], lesser(lesser(m0, m1), lesser(m2, m3)));
      }
    }
  }

  int n_;
  float weight_;
  Number cap_;
  Kokkos::View<Number*, Kokkos::HostSpace> source_, result_;
  Number alive_[lanes];
  int dead_lanes_ = 0;
  T bound_ = 0;
  LineEnvelope<T> envelope_;
};

}  // namespace catena
