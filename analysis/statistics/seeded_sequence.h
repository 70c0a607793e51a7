// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace catena {

/// What random numbers of an analysis are for: those of different draws are independent.
enum class Draw : std::uint64_t {
  bootstrap = 1,
  held_out,
  subsample,
  relabelling,
  shuffle,
  resample,
  forest,
  rows
};

/// Random numbers that depend on (seed, draw, index) alone, not on what was drawn before or on which rank:
/// SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195).
class SeededSequence {
 public:
  SeededSequence(std::uint64_t seed, Draw draw, std::uint64_t index)
      : state_(mixed(mixed(mixed(seed + step) + static_cast<std::uint64_t>(draw) * 0xD1B54A32D192ED03ull) +
                     index * step)) {}

  std::uint64_t bits() { return mixed(state_ += step); }
  /// Uniform in [0, 1).
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  /// Uniform among 0 .. count - 1; count below 2^53.
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
  }
  /// The numbers 0 .. count - 1 in random order.
  std::vector<std::int32_t> order(std::size_t count) {
    std::vector<std::int32_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0);
    for (std::size_t i = count; i > 1; --i) std::swap(numbers[i - 1], numbers[below(i)]);
    return numbers;
  }

 private:
  static constexpr std::uint64_t step = 0x9E3779B97F4A7C15ull;
  static std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
  }
  std::uint64_t state_;
};

}  // namespace catena
