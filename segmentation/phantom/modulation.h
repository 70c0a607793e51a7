// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>

namespace catena {

/// A smooth function m on the unit sphere, near 1: the radius of a star-shaped surface in each direction n,
///   m(n) = mean + squareness (3/5 - n1^4 - n2^4 - n3^4) + sum_d sum_l coefficient[d][l] cos(degree_l
///   angle(n, d)),
/// a polynomial in n (cos(l angle) is the Chebyshev polynomial T_l of n.d), hence as smooth as spherical
/// harmonics of degrees 2 to 24. `squareness` > 0 flattens the six faces of a superellipsoid.
struct Modulation {
  static constexpr int directions = 6;
  static constexpr int degrees = 7;
  /// The degrees l; each follows from lower ones by T_2l = 2 T_l^2 - 1.
  static constexpr int degree(int l) {
    return l == 0 ? 2 : l == 1 ? 3 : l == 2 ? 4 : l == 3 ? 6 : l == 4 ? 8 : l == 5 ? 12 : 24;
  }

  float mean = 1;
  float squareness = 0;
  float direction[directions][3] = {};
  float coefficient[directions][degrees] = {};

  template <class Real>
  KOKKOS_INLINE_FUNCTION Real at(Real n0, Real n1, Real n2) const {
    const Real q0 = n0 * n0, q1 = n1 * n1, q2 = n2 * n2;
    Real sum = Real(mean) + Real(squareness) * (Real(0.6) - q0 * q0 - q1 * q1 - q2 * q2);
    for (int d = 0; d < directions; ++d) {
      const Real t = Real(direction[d][0]) * n0 + Real(direction[d][1]) * n1 + Real(direction[d][2]) * n2;
      const Real t2 = 2 * t * t - 1;
      const Real t3 = t * (2 * t2 - 1);
      const Real t4 = 2 * t2 * t2 - 1;
      const Real t6 = 2 * t3 * t3 - 1;
      const Real t8 = 2 * t4 * t4 - 1;
      const Real t12 = 2 * t6 * t6 - 1;
      const Real t24 = 2 * t12 * t12 - 1;
      sum += Real(coefficient[d][0]) * t2 + Real(coefficient[d][1]) * t3 + Real(coefficient[d][2]) * t4 +
             Real(coefficient[d][3]) * t6 + Real(coefficient[d][4]) * t8 + Real(coefficient[d][5]) * t12 +
             Real(coefficient[d][6]) * t24;
    }
    return sum;
  }

  void scale(double factor) {
    mean = static_cast<float>(mean * factor);
    squareness = static_cast<float>(squareness * factor);
    for (auto& row : coefficient)
      for (float& c : row) c = static_cast<float>(c * factor);
  }
};

}  // namespace catena
