// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/tensor.h>

#include <array>
#include <vector>

#include "solvers/geometry/particle_shapes.h"

namespace catena {

/// A superellipsoid (superellipse): the points v = rotation (p - center) of the particle's frame with
///   g(v) = ( (|v_x/a|^m + |v_y/b|^m)^(n/m) + |v_z/c|^n )^(1/n) <= 1,    in 2-D ( |v_x/a|^m + |v_y/b|^m
///   )^(1/m).
/// m = n = 2 is an ellipsoid, large exponents are boxes with rounded edges (Barr 1981,
/// doi:10.1109/MCG.1981.1673799).
template <int dim>
struct Superellipsoid {
  Point<dim> center;                    ///< um
  std::array<double, dim> half_axes{};  ///< um
  double exponent = 2;                  ///< m, from 2 to 10
  double axial_exponent = 2;            ///< n, from 2 to 10; no effect in 2-D
  dealii::Tensor<2, dim> rotation;      ///< rows are the particle's axes

  /// Closed form of the volume (area).
  double volume() const;
};

/// The rotation of a particle whose frame was turned by yaw about z, then by pitch about its new y, then by
/// roll about its new x, in degrees; in 2-D by yaw alone.
template <int dim>
dealii::Tensor<2, dim> rotation_by_angles(const std::array<double, 3>& yaw_pitch_roll);

/// Superellipsoids: psi_k = (g - 1) / |grad g|, the distance to first order (Taubin 1991,
/// doi:10.1109/34.103273), exact for balls. Particle k has id k + 1.
template <int dim>
class SuperellipsoidShapes : public ParticleShapes<dim> {
 public:
  /// \param box the electrode's edges in um. \throws InputError unless half axes are positive and exponents
  /// lie from 2 to 10.
  SuperellipsoidShapes(const Point<dim>& box, const std::vector<Superellipsoid<dim>>& bodies);

  double particle_distance(std::size_t k, const Point<dim>& point) const override;
  std::vector<SurfacePoint<dim>> surface_points(std::size_t k, std::size_t count) const override;

 private:
  std::vector<Superellipsoid<dim>> bodies_;
};

}  // namespace catena
