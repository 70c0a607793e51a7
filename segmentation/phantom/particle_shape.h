// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <math.h>

#include <Kokkos_Core.hpp>

#include "segmentation/phantom/modulation.h"

namespace catena {

/// The form of a particle in its own frame, lengths in units of its radius: an ellipsoid with half axes
/// 1/inverse_axes (their product is 1), its surface modulated. Its solid is where the scaled distance
///   s(v) = |u| / m(u/|u|),  u_k = v_k inverse_axes_k,
/// is below 1. s is homogeneous of degree one: the surface lies at v / s(v) in the direction of v.
/// m is scaled so that the volume is that of the ball, 4 pi / 3.
struct ParticleShape {
  float inverse_axes[3] = {1, 1, 1};
  Modulation modulation;
  /// Upper bound of |v| on the surface.
  float bound = 1;

  template <class Real>
  KOKKOS_INLINE_FUNCTION Real scaled_distance(Real v0, Real v1, Real v2) const {
    const Real u0 = v0 * Real(inverse_axes[0]), u1 = v1 * Real(inverse_axes[1]),
               u2 = v2 * Real(inverse_axes[2]);
    const Real square = u0 * u0 + u1 * u1 + u2 * u2 + Real(1e-20f);
    const Real length = sqrt(square);
    const Real inverse = Real(1) / length;
    return length / modulation.at(u0 * inverse, u1 * inverse, u2 * inverse);
  }
};

}  // namespace catena
