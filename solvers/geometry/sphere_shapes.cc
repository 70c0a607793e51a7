// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/sphere_shapes.h"

#include <cmath>

#include "solvers/geometry/even_directions.h"

namespace catena {

template <int dim>
SphereShapes<dim>::SphereShapes(const Point<dim>& box, const std::vector<Sphere<dim>>& spheres) {
  for (const Sphere<dim>& sphere : spheres)
    this->particles_.push_back({static_cast<std::int64_t>(this->particles_.size() + 1), sphere.center,
                                sphere.radius, unit_volume<dim>() * std::pow(sphere.radius, dim), -1});
  this->build_tree(box, 1);
}

template <int dim>
double SphereShapes<dim>::particle_distance(std::size_t k, const Point<dim>& point) const {
  return this->particles_[k].center.distance(point) - this->particles_[k].radius;
}

template <int dim>
std::vector<SurfacePoint<dim>> SphereShapes<dim>::surface_points(std::size_t k, std::size_t count) const {
  const Particle<dim>& ball = this->particles_[k];
  const double area = unit_surface<dim>() * std::pow(ball.radius, dim - 1) / static_cast<double>(count);
  std::vector<SurfacePoint<dim>> points;
  for (const auto& direction : even_directions<dim>(count))
    points.push_back({ball.center + ball.radius * direction, area});
  return points;
}

template class SphereShapes<2>;
template class SphereShapes<3>;

}  // namespace catena
