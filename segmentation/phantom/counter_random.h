// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <array>
#include <cstdint>

#include "jobs/run/mixed_bits.h"

namespace catena {

/// What a random number is for: numbers of different purposes are independent.
enum class Purpose : std::uint64_t {
  radius = 1,
  position,
  shape,
  orientation,
  defects,
  grey,
  noise,
  binder,
  binder_fine,
  grain,
  rings,
  ring_drift,
  streaks,
  background,
  damage,
};

/// Counter-based random numbers: a number is a hash of (seed, purpose, index), so it depends neither on what
/// was drawn before nor on who draws it.
inline std::uint64_t random_key(std::uint64_t seed, Purpose purpose) {
  return mixed_bits(mixed_bits(seed + split_mix_step) +
                    static_cast<std::uint64_t>(purpose) * 0xD1B54A32D192ED03ull);
}

KOKKOS_INLINE_FUNCTION std::uint64_t random_bits(std::uint64_t key, std::uint64_t index) {
  return mixed_bits(key + index * split_mix_step);
}

/// Uniform in [0, 1), 24 bits.
KOKKOS_INLINE_FUNCTION float random_uniform(std::uint64_t key, std::uint64_t index) {
  return static_cast<float>(static_cast<std::int32_t>(random_bits(key, index) >> 40)) *
         5.9604644775390625e-8f;
}

/// Normal to the eye and to four moments: the number of ones among 64 random bits (binomial, variance 16),
/// smoothed by a triangular dither (variance 1/6). Excess kurtosis -0.03; no logarithm, no cosine, hence the
/// same on any machine.
KOKKOS_INLINE_FUNCTION float random_normal(std::uint64_t key, std::uint64_t index) {
  std::uint64_t bits = random_bits(key, index);
  const std::uint64_t dither = mixed_bits(bits ^ 0xA0761D6478BD642Full);
  bits -= (bits >> 1) & 0x5555555555555555ull;
  bits = (bits & 0x3333333333333333ull) + ((bits >> 2) & 0x3333333333333333ull);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Full;
  bits += bits >> 32;
  bits += bits >> 16;
  bits += bits >> 8;
  const std::int32_t ones = static_cast<std::int32_t>(bits & 127u);
  const std::int32_t first = static_cast<std::int32_t>(dither & 0xFFFFu);
  const std::int32_t second = static_cast<std::int32_t>((dither >> 16) & 0xFFFFu);
  const float triangle = static_cast<float>(first + second + 1) * (1.0f / 65536.0f) - 1.0f;
  return (static_cast<float>(ones - 32) + triangle) * 0.24870658f;
}

/// A run of numbers for one object, e.g. all draws of particle `index`. On the host, in double precision.
class RandomSequence {
 public:
  RandomSequence(std::uint64_t seed, Purpose purpose, std::uint64_t index)
      : key_(random_bits(random_key(seed, purpose), index)) {}

  /// Uniform in [0, 1).
  double uniform() { return static_cast<double>(random_bits(key_, counter_++) >> 11) * 0x1p-53; }
  double uniform(double lowest, double highest) { return lowest + (highest - lowest) * uniform(); }
  double normal();
  /// A number of events of the given mean (at most 64).
  int poisson(double mean);
  /// A unit vector, uniform on the sphere.
  std::array<double, 3> direction();
  /// A rotation matrix (rows), uniform over all rotations.
  std::array<double, 9> rotation();

 private:
  std::uint64_t key_;
  std::uint64_t counter_ = 0;
};

}  // namespace catena
