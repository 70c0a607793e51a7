// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

namespace catena {

/// What SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195) counts in: 2^64 over the golden
/// ratio.
constexpr std::uint64_t split_mix_step = 0x9E3779B97F4A7C15ull;

/// Its finaliser: 64 bits in which each depends on all of x. Random numbers that are the same on every rank,
/// with every standard library and on a device are made of it.
constexpr std::uint64_t mixed_bits(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return x ^ (x >> 31);
}

}  // namespace catena
