// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/geometry/distance_box.h"
#include "solvers/geometry/particle_mask.h"

namespace catena {

/// The smooth signed distance from a particle's voxels, um: the signed Euclidean distance transform,
/// convolved with a gaussian, shifted such that the spline through it encloses the volume of the voxels. The
/// distance is that of voxels' centres less half a voxel, which the shift sets right. \param origin where the
/// volume's corner lies, um. \param smoothing standard deviation in um.
DistanceBox smooth_distance(const ParticleMask& mask, const Point<3>& origin, double smoothing);

/// How much of a voxel of edge `edge` with this distance at its centre lies inside: 1/2 - distance/edge, from
/// 0 to 1.
inline double inside_fraction(double distance, double edge) {
  const double fraction = 0.5 - distance / edge;
  return fraction < 0 ? 0 : fraction > 1 ? 1 : fraction;
}

}  // namespace catena
