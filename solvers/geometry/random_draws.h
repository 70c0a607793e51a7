// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <cstdint>

namespace catena {

/// A stream of random numbers that is the same on every rank and with every standard library: SplitMix64
/// (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195).
class RandomDraws {
 public:
  /// \param purpose numbers of different purposes are independent.
  RandomDraws(std::uint64_t seed, std::uint64_t purpose)
      : state_(mixed(mixed(seed + step) + purpose * step)) {}

  /// Uniform in [0, 1).
  double uniform() { return static_cast<double>(mixed(state_ += step) >> 11) * 0x1p-53; }
  double uniform(double lowest, double highest) { return lowest + (highest - lowest) * uniform(); }
  /// Standard normal, by Box and Muller.
  double normal() {
    const double length = std::sqrt(-2 * std::log(1 - uniform()));
    return length * std::cos(2 * std::acos(-1.) * uniform());
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
