// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include "jobs/run/mixed_bits.h"

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
      : state_(mixed_bits(mixed_bits(mixed_bits(seed + split_mix_step) +
                                     static_cast<std::uint64_t>(draw) * 0xD1B54A32D192ED03ull) +
                          index * split_mix_step)) {}

  std::uint64_t bits() { return mixed_bits(state_ += split_mix_step); }
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
  std::uint64_t state_;
};

}  // namespace catena
