// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/plane_binder.h"

#include <algorithm>
#include <cmath>

namespace catena {

template <int dim>
PlaneBinder<dim>::PlaneBinder(unsigned int axis, double position, double separator_thickness)
    : CarbonBinder<dim>(separator_thickness), axis_(axis), position_(position) {}

template <int dim>
double PlaneBinder<dim>::coverage(const ParticleShapes<dim>& shapes, std::size_t k) const {
  if (!shapes.is_ball(k)) return CarbonBinder<dim>::coverage(shapes, k);
  const Particle<dim>& ball = shapes.particles()[k];
  return coverage_for_offset(ball.center[axis_] - position_, ball.radius, dim);
}

double coverage_for_offset(double offset, double radius, int dim) {
  const double sine = std::clamp(offset / radius, -1., 1.);
  return dim == 3 ? (1 + sine) / 2 : 1 - std::acos(sine) / std::acos(-1.);
}

double offset_for_coverage(double coverage, double radius, int dim) {
  return radius * (dim == 3 ? 2 * coverage - 1 : -std::cos(std::acos(-1.) * coverage));
}

template class PlaneBinder<2>;
template class PlaneBinder<3>;

}  // namespace catena
