// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>

namespace catena {

/// The bilinear law on an opening that only grows, from l0 (strength) to lf (no traction); see
/// cohesive_point.h. Number is double or a Dual.
template <class Number>
struct BilinearEnvelope {
  Number l0, lf;
  double stiffness;

  const Number& onset() const { return l0; }
  const Number& strength() const { return l0; }
  Number length() const { return lf - l0; }
  Number toughness() const { return 0.5 * stiffness * l0 * lf; }
  Number kept(const Number& kappa) const {
    if (kappa <= l0) return Number(1);
    if (kappa >= lf) return Number(0);
    return l0 * (lf - kappa) / (kappa * (lf - l0));
  }
  Number history(const Number& share) const { return l0 * lf / (share * (lf - l0) + l0); }
  Number loss(const Number& kappa) const {
    if (kappa <= l0) return Number(0);
    if (kappa >= lf) return Number(1);
    return (kappa - l0) / (lf - l0);
  }
  Number energy(const Number& opening) const {
    if (opening <= l0) return opening * opening / (l0 * lf);
    if (opening >= lf) return Number(1);
    return Number(1) - (lf - opening) * (lf - opening) / (lf * (lf - l0));
  }
  /// dkappa/dy = 1 up to l0, and (lf - kappa)/(lf - l0) from there: exact.
  Number widened(const Number& kappa, const Number& y) const {
    using std::exp;
    if (kappa + y <= l0) return kappa + y;
    const Number start = std::max(kappa, l0), rest = kappa < l0 ? y - (l0 - kappa) : y;
    return lf - (lf - start) * exp(-(rest / (lf - l0)));
  }
};

}  // namespace catena
