// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/gap_between.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace catena {
namespace {

/// One particle's surface, as far as projections onto it need it.
template <int dim>
class Surface {
 public:
  Surface(const ParticleShapes<dim>& shapes, std::size_t k)
      : shapes_(shapes), k_(k), length_(shapes.particles()[k].radius) {}

  /// The point of the surface closest to `from`, sought from `start`.
  Point<dim> closest(const Point<dim>& from, const Point<dim>& start) const {
    Point<dim> at = on(start);
    double share = 1;
    for (int step = 0; step < 200; ++step) {
      auto normal = gradient(at);
      normal /= normal.norm();
      const dealii::Tensor<1, dim> away = from - at;
      const dealii::Tensor<1, dim> along = away - (away * normal) * normal;
      if (along.norm() < 1e-9 * length_) break;
      // Where the surface is bent more than the distance is long, a whole step goes too far.
      Point<dim> tried = on(at + share * along);
      while (from.distance(tried) >= away.norm() && share > 1e-6) {
        share /= 2;
        tried = on(at + share * along);
      }
      if (from.distance(tried) >= away.norm()) break;
      at = tried;
      share = std::min(1., 1.5 * share);
    }
    return at;
  }

 private:
  dealii::Tensor<1, dim> gradient(const Point<dim>& at) const {
    const double step = 1e-5 * length_;
    dealii::Tensor<1, dim> slopes;
    for (int axis = 0; axis < dim; ++axis) {
      Point<dim> above = at, below = at;
      above[axis] += step;
      below[axis] -= step;
      slopes[axis] =
          (shapes_.particle_distance(k_, above) - shapes_.particle_distance(k_, below)) / (2 * step);
    }
    return slopes;
  }
  Point<dim> on(Point<dim> at) const {
    for (int step = 0; step < 20; ++step) {
      const double distance = shapes_.particle_distance(k_, at);
      if (std::abs(distance) < 1e-12 * length_) break;
      const auto slopes = gradient(at);
      at -= distance / slopes.norm_square() * slopes;
    }
    return at;
  }

  const ParticleShapes<dim>& shapes_;
  std::size_t k_;
  double length_;
};

}  // namespace

template <int dim>
double gap_between(const ParticleShapes<dim>& shapes, std::size_t j, std::size_t k, std::size_t points) {
  const Particle<dim>&a = shapes.particles()[j], &b = shapes.particles()[k];
  if (shapes.is_ball(j) && shapes.is_ball(k)) return a.center.distance(b.center) - a.radius - b.radius;
  double least = std::min(shapes.particle_distance(j, b.center), shapes.particle_distance(k, a.center));
  const auto of_j = shapes.surface_points(j, points), of_k = shapes.surface_points(k, points);
  for (const SurfacePoint<dim>& at : of_j) least = std::min(least, shapes.particle_distance(k, at.point));
  for (const SurfacePoint<dim>& at : of_k) least = std::min(least, shapes.particle_distance(j, at.point));
  if (!(least > 0) || of_j.empty() || of_k.empty()) return least;
  Point<dim> p, q;
  double gap = std::numeric_limits<double>::infinity();
  for (const SurfacePoint<dim>& one : of_j)
    for (const SurfacePoint<dim>& other : of_k)
      if (one.point.distance(other.point) < gap) {
        gap = one.point.distance(other.point);
        p = one.point;
        q = other.point;
      }
  const Surface<dim> first(shapes, j), second(shapes, k);
  for (int round = 0; round < 200; ++round) {
    q = second.closest(p, q);
    p = first.closest(q, p);
    const double now = p.distance(q);
    if (now > (1 - 1e-9) * gap) return std::min(now, gap);
    gap = now;
  }
  return gap;
}

template double gap_between<2>(const ParticleShapes<2>&, std::size_t, std::size_t, std::size_t);
template double gap_between<3>(const ParticleShapes<3>&, std::size_t, std::size_t, std::size_t);

}  // namespace catena
