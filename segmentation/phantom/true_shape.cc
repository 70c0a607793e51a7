// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/true_shape.h"

#include <algorithm>
#include <cmath>

#include "segmentation/phantom/near_pairs.h"

namespace catena {
namespace {

/// Gradient of the scaled distance by central differences; the shape is a polynomial over a root, so 1e-5 of
/// the radius gives ten digits.
Point gradient(const Particle& particle, const Point& at, bool planar) {
  Point g{0, 0, 0};
  const double step = 1e-5 * particle.radius;
  for (int axis = planar ? 1 : 0; axis < 3; ++axis) {
    Point up = at, down = at;
    up[axis] += step;
    down[axis] -= step;
    g[axis] = (particle.scaled_distance(up) - particle.scaled_distance(down)) / (2 * step);
  }
  return g;
}

struct End {
  double length;
  Point normal;  ///< not normalised
  bool wall = false, view = false;
};

/// Where the particle ends along a direction.
End particle_end(const std::vector<Particle>& particles, const Particle& self,
                 const std::vector<int>& neighbours, const VisibleRegion& region, const Point& direction) {
  const double own = self.reach(direction);
  End end{own, {0, 0, 0}};
  bool view = false;
  const double wall = region.exit(self.center, direction, end.normal, view);
  if (wall < own) {
    end.length = wall;
    end.wall = !view;
    end.view = view;
  }
  int touched = -1;
  for (const int j : neighbours) {
    const Particle& other = particles[j];
    const Point line{other.center[0] - self.center[0], other.center[1] - self.center[1],
                     other.center[2] - self.center[2]};
    if (dot(line, direction) <= 0) continue;
    const Point apart = along(line, direction, -end.length);
    if (dot(apart, apart) > other.bound() * other.bound()) continue;
    if (other.scaled_distance(along(self.center, direction, end.length)) >= end.length / own) continue;
    double inside = 0, outside = end.length;
    for (int halving = 0; halving < 48; ++halving) {
      const double middle = 0.5 * (inside + outside);
      (other.scaled_distance(along(self.center, direction, middle)) >= middle / own ? inside : outside) =
          middle;
    }
    end.length = 0.5 * (inside + outside);
    touched = j;
  }
  if (touched >= 0) end.wall = end.view = false;
  if (end.wall || end.view) return end;
  const Point at = along(self.center, direction, end.length);
  end.normal = gradient(self, at, region.planar());
  if (touched >= 0) {
    const Point theirs = gradient(particles[touched], at, region.planar());
    for (int axis = 0; axis < 3; ++axis) end.normal[axis] -= theirs[axis];
  }
  return end;
}

}  // namespace

Contacts touching_particles(const std::vector<Particle>& particles) {
  std::vector<Point> centers;
  std::vector<double> radii;
  for (const Particle& p : particles) {
    centers.push_back(p.center);
    radii.push_back(p.bound());
  }
  Contacts contacts(particles.size());
  for (const auto& [i, j] : near_pairs(centers, radii, 0)) {
    contacts[i].push_back(j);
    contacts[j].push_back(i);
  }
  for (auto& list : contacts) std::sort(list.begin(), list.end());
  return contacts;
}

TrueShape true_shape(const std::vector<Particle>& particles, std::size_t index, const Contacts& contacts,
                     const VisibleRegion& region, const Directions& rule, std::vector<Point>* surface) {
  const Particle& self = particles[index];
  const bool planar = region.planar();
  const double thickness = planar ? region.lengths()[0] : 1;
  const int dimension = planar ? 2 : 3;
  TrueShape shape;
  Point first{0, 0, 0};
  std::array<double, 9> second{};
  for (std::size_t k = 0; k < rule.at.size(); ++k) {
    const Point& d = rule.at[k];
    const End end = particle_end(particles, self, contacts[index], region, d);
    const double r = end.length, w = rule.weight[k] * thickness;
    const double area = std::pow(r, dimension - 1) * w, volume = area * r / dimension;
    shape.whole_volume += w * std::pow(self.reach(d), dimension) / dimension;
    shape.volume += volume;
    for (int a = 0; a < 3; ++a) {
      first[a] += volume * r * dimension / (dimension + 1) * d[a];
      for (int b = 0; b < 3; ++b)
        second[3 * a + b] += volume * r * r * dimension / (dimension + 2) * d[a] * d[b];
    }
    const double facing = dot(end.normal, d);
    const double element = facing > 0 ? area * std::sqrt(dot(end.normal, end.normal)) / facing : area;
    (end.wall || end.view ? shape.cut_surface : shape.outer_surface) += element;
    const Point at = along(self.center, d, r);
    shape.at_edge = shape.at_edge || region.at_face(at);
    if (surface) surface->push_back(at);
    shape.at_view = shape.at_view || end.view;
  }
  for (int a = 0; a < 3; ++a) first[a] /= shape.volume;
  for (int a = 0; a < 3; ++a) {
    shape.centroid[a] = self.center[a] + first[a];
    for (int b = 0; b < 3; ++b)
      shape.covariance[3 * a + b] = second[3 * a + b] / shape.volume - first[a] * first[b];
  }
  if (planar) shape.covariance[0] = thickness * thickness / 12;
  return shape;
}

}  // namespace catena
