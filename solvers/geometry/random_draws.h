// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <cstdint>

#include "jobs/run/mixed_bits.h"

namespace catena {

/// A stream of random numbers that is the same on every rank and with every standard library: SplitMix64
/// (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195).
class RandomDraws {
 public:
  /// \param purpose numbers of different purposes are independent.
  RandomDraws(std::uint64_t seed, std::uint64_t purpose)
      : state_(mixed_bits(mixed_bits(seed + split_mix_step) + purpose * split_mix_step)) {}

  /// Uniform in [0, 1).
  double uniform() { return static_cast<double>(mixed_bits(state_ += split_mix_step) >> 11) * 0x1p-53; }
  double uniform(double lowest, double highest) { return lowest + (highest - lowest) * uniform(); }
  /// Standard normal, by Box and Muller.
  double normal() {
    const double length = std::sqrt(-2 * std::log(1 - uniform()));
    return length * std::cos(2 * std::acos(-1.) * uniform());
  }

 private:
  std::uint64_t state_;
};

}  // namespace catena
