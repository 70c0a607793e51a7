// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace planted {

/// Random numbers that are the same with every standard library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  double uniform() { return (static_cast<double>(engine_() >> 11) + 0.5) * 0x1p-53; }
  double normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * M_PI * uniform());
  }

 private:
  std::mt19937_64 engine_;
};

constexpr std::size_t columns = 21;

/// A rolled-up sheet: 21 smooth, wavy functions of two numbers, as a swiss roll is three of them, and noise.
inline std::vector<double> rolled_sheet(std::size_t n, double noise, std::uint64_t seed) {
  Random form(77), random(seed);
  std::vector<double> turn(columns), height(columns), phase(columns);
  for (std::size_t c = 0; c < columns; ++c) {
    turn[c] = 2.5 * form.normal();
    height[c] = 1.5 * form.normal();
    phase[c] = 2 * M_PI * form.uniform();
  }
  std::vector<double> table;
  for (std::size_t r = 0; r < n; ++r) {
    const double t = random.uniform(), h = random.uniform();
    for (std::size_t c = 0; c < columns; ++c)
      table.push_back((0.5 + t) * std::cos(turn[c] * t * 2 + height[c] * h + phase[c]) +
                      noise * random.normal());
  }
  return table;
}

/// `factors` numbers, each seen in three columns of their own (the first in most variance), and noise; the
/// first two have correlation r.
inline std::vector<double> factors_seen(std::size_t n, std::size_t factors, double r, double noise,
                                        std::uint64_t seed) {
  Random random(seed);
  std::vector<double> table;
  for (std::size_t row = 0; row < n; ++row) {
    std::vector<double> f(factors);
    for (double& v : f) v = random.normal();
    if (factors > 1) f[1] = r * f[0] + std::sqrt(1 - r * r) * f[1];
    for (std::size_t k = 0; k < factors; ++k)
      for (std::size_t copy = 0; copy < 2 + factors - k; ++copy)
        table.push_back(f[k] + noise * random.normal());
  }
  return table;
}

inline std::size_t factor_columns(std::size_t factors) {
  std::size_t sum = 0;
  for (std::size_t k = 0; k < factors; ++k) sum += 2 + factors - k;
  return sum;
}

}  // namespace planted
