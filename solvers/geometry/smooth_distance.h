// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/geometry/distance_box.h"
#include "solvers/geometry/particle_mask.h"

namespace catena {

/// The smooth signed distance from the surface of a particle's voxels, um. The indicator of the voxels,
/// blurred by a gaussian of width w, is erfc(d / (sqrt(2) w)) / 2 at distance d from a plane: this gives d
/// near the surface, finer than voxels; further away it goes on as a distance. At last it is shifted such
/// that the spline through it encloses the volume of the voxels, which blurred curved surfaces do not.
/// \param origin where the volume's corner lies, um. \param smoothing standard deviation in um, at least half
/// a voxel.
DistanceBox smooth_distance(const ParticleMask& mask, const Point<3>& origin, double smoothing);

/// How much of a voxel of edge `edge` with this distance at its centre lies inside: 1/2 - distance/edge, from
/// 0 to 1.
inline double inside_fraction(double distance, double edge) {
  const double fraction = 0.5 - distance / edge;
  return fraction < 0 ? 0 : fraction > 1 ? 1 : fraction;
}

}  // namespace catena
