// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/particle_shapes.h"

#include <algorithm>
#include <limits>

namespace catena {

template <int dim>
void ParticleShapes<dim>::build_tree(const Point<dim>& box, double lipschitz, double margin,
                                     const typename CandidateTree<dim>::LevelSet& level_set) {
  double smallest = std::numeric_limits<double>::infinity();
  for (const Particle<dim>& particle : particles_) smallest = std::min(smallest, particle.radius);
  // Smaller leaves would hardly have fewer candidates.
  tree_ = CandidateTree<dim>(box, size(), level_set, lipschitz, margin, std::max(smallest / 8, margin / 3));
}

template <int dim>
void ParticleShapes<dim>::build_tree(const Point<dim>& box, double lipschitz) {
  build_tree(box, lipschitz, 0,
             [this](std::size_t k, const Point<dim>& point) { return particle_distance(k, point); });
}

template <int dim>
std::pair<std::size_t, double> ParticleShapes<dim>::nearest_with_distance(const Point<dim>& point) const {
  std::pair<std::size_t, double> nearest{0, std::numeric_limits<double>::infinity()};
  const auto [begin, end] = tree_.candidates(point);
  for (const std::uint32_t* candidate = begin; candidate != end; ++candidate) {
    const double distance = particle_distance(*candidate, point);
    if (distance < nearest.second) nearest = {*candidate, distance};
  }
  return nearest;
}

template <int dim>
double ParticleShapes<dim>::signed_distance(const Point<dim>& point) const {
  return nearest_with_distance(point).second;
}

template <int dim>
std::size_t ParticleShapes<dim>::nearest(const Point<dim>& point) const {
  return nearest_with_distance(point).first;
}

template <int dim>
void ParticleShapes<dim>::evaluate(const std::vector<Point<dim>>& points, std::vector<double>& values) const {
  values.resize(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) values[i] = signed_distance(points[i]);
}

template <int dim>
double ParticleShapes<dim>::distance_to_others(std::size_t k, const Point<dim>& point) const {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t j = 0; j < size(); ++j)
    if (j != k) least = std::min(least, particle_distance(j, point));
  return least;
}

template class ParticleShapes<2>;
template class ParticleShapes<3>;

}  // namespace catena
