// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "solvers/geometry/particle_shapes.h"

namespace catena {

/// A ball, in two dimensions a disc; um.
template <int dim>
struct Sphere {
  Point<dim> center;
  double radius = 0;
};

/// Balls (discs): psi_k = |p - c_k| - R_k, the true distance. Particle k has id k + 1.
template <int dim>
class SphereShapes : public ParticleShapes<dim> {
 public:
  /// \param box the electrode's edges in um, from the origin.
  SphereShapes(const Point<dim>& box, const std::vector<Sphere<dim>>& spheres);

  double particle_distance(std::size_t k, const Point<dim>& point) const override;
  std::vector<SurfacePoint<dim>> surface_points(std::size_t k, std::size_t count) const override;
  bool is_ball(std::size_t) const override { return true; }
};

}  // namespace catena
