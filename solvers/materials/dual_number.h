// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cmath>

namespace catena {

/// A value with its derivatives with respect to n variables: forward automatic differentiation, so that the
/// tangent of a law is the one of exactly what was computed. Comparisons look at the value alone.
template <int n>
struct Dual {
  double value = 0;
  std::array<double, n> slope{};

  Dual() = default;
  Dual(double number) : value(number) {}  // a constant; implicit so that formulas read as on paper
  static Dual variable(double number, int index) {
    Dual result(number);
    result.slope[index] = 1;
    return result;
  }
  /// f(this) from f and f' at the value.
  Dual chain(double f, double derivative) const {
    Dual result(f);
    for (int i = 0; i < n; ++i) result.slope[i] = derivative * slope[i];
    return result;
  }

  friend Dual operator-(const Dual& a) { return a.chain(-a.value, -1); }
  friend Dual operator+(const Dual& a, const Dual& b) {
    Dual result(a.value + b.value);
    for (int i = 0; i < n; ++i) result.slope[i] = a.slope[i] + b.slope[i];
    return result;
  }
  friend Dual operator-(const Dual& a, const Dual& b) {
    Dual result(a.value - b.value);
    for (int i = 0; i < n; ++i) result.slope[i] = a.slope[i] - b.slope[i];
    return result;
  }
  friend Dual operator*(const Dual& a, const Dual& b) {
    Dual result(a.value * b.value);
    for (int i = 0; i < n; ++i) result.slope[i] = a.slope[i] * b.value + a.value * b.slope[i];
    return result;
  }
  friend Dual operator/(const Dual& a, const Dual& b) {
    Dual result(a.value / b.value);
    for (int i = 0; i < n; ++i) result.slope[i] = (a.slope[i] - result.value * b.slope[i]) / b.value;
    return result;
  }
  friend bool operator<(const Dual& a, const Dual& b) { return a.value < b.value; }
  friend bool operator>(const Dual& a, const Dual& b) { return a.value > b.value; }
  friend bool operator<=(const Dual& a, const Dual& b) { return a.value <= b.value; }
  friend bool operator>=(const Dual& a, const Dual& b) { return a.value >= b.value; }

  friend Dual exp(const Dual& a) { return a.chain(std::exp(a.value), std::exp(a.value)); }
  friend Dual log(const Dual& a) { return a.chain(std::log(a.value), 1 / a.value); }
  friend Dual sqrt(const Dual& a) { return a.chain(std::sqrt(a.value), 0.5 / std::sqrt(a.value)); }
  friend Dual tanh(const Dual& a) {
    const double t = std::tanh(a.value);
    return a.chain(t, 1 - t * t);
  }
  friend Dual cosh(const Dual& a) { return a.chain(std::cosh(a.value), std::sinh(a.value)); }
  friend Dual sinh(const Dual& a) { return a.chain(std::sinh(a.value), std::cosh(a.value)); }
  /// a^p with a constant exponent; right for negative a and whole p.
  friend Dual pow(const Dual& a, double p) {
    return p == 0 ? Dual(1) : a.chain(std::pow(a.value, p), p * std::pow(a.value, p - 1));
  }
};

}  // namespace catena
