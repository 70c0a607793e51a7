// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/geometry/carbon_binder.h"

namespace catena {

/// The high-conductivity domain is where p[axis] > position.
template <int dim>
class PlaneBinder : public CarbonBinder<dim> {
 public:
  /// \param position um.
  PlaneBinder(unsigned int axis, double position, double separator_thickness = 0);

  bool high(const Point<dim>& point) const override { return point[axis_] > position_; }
  double coverage(const ParticleShapes<dim>& shapes, std::size_t k) const override;

 private:
  unsigned int axis_;
  double position_;
};

/// Share of a ball's (disc's) surface above a plane that its centre is `offset` above:
/// (1 + offset/R)/2 in 3-D (Archimedes), 1 - acos(offset/R)/pi in 2-D; 0 and 1 if the plane misses it.
double coverage_for_offset(double offset, double radius, int dim);
/// Its inverse: how far above the plane the centre must be for coverage f in [0, 1].
double offset_for_coverage(double coverage, double radius, int dim);

}  // namespace catena
