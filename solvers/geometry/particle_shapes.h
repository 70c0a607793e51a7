// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "solvers/geometry/candidate_tree.h"
#include "solvers/geometry/particle.h"

namespace catena {

/// A point on a particle's surface and the area (length in two dimensions) that it stands for.
template <int dim>
struct SurfacePoint {
  Point<dim> point;
  double area = 0;
};

/// The particles of an electrode as level sets psi_k(p) < 0 in particle k, > 0 outside, in micrometres: the
/// distance to its surface, exactly or to first order, and smooth near it. Particles never overlap, so
/// psi = min_k psi_k describes all of them.
///
/// Everything is the same on every rank and may be called by several threads at once. To ask for one point
/// costs a walk down a tree and the level sets of the few particles that can be the nearest there. Points
/// outside the box are allowed; far outside, the nearest particle may be another than the one named.
template <int dim>
class ParticleShapes {
 public:
  virtual ~ParticleShapes() = default;
  ParticleShapes(const ParticleShapes&) = delete;
  ParticleShapes& operator=(const ParticleShapes&) = delete;

  std::size_t size() const { return particles_.size(); }
  const std::vector<Particle<dim>>& particles() const { return particles_; }
  /// What a CarbonBinder measured.
  void set_coverage(std::size_t k, double coverage) { particles_[k].coverage = coverage; }

  /// psi(p) = min_k psi_k(p); infinity where there is no particle at all.
  double signed_distance(const Point<dim>& point) const;
  /// The k of least psi_k(p); of equal ones the smallest. \pre size() > 0
  std::size_t nearest(const Point<dim>& point) const;
  /// psi at many points; `values` gets their size.
  void evaluate(const std::vector<Point<dim>>& points, std::vector<double>& values) const;

  /// psi_k(p) alone: smooth also where the nearest particle changes, halfway between two.
  virtual double particle_distance(std::size_t k, const Point<dim>& point) const = 0;
  /// The least psi_j(p) of all others, j != k; infinity if there is none. Goes through all of them.
  double distance_to_others(std::size_t k, const Point<dim>& point) const;

  /// About `count` points spread evenly over the surface of particle k, the same on every rank.
  virtual std::vector<SurfacePoint<dim>> surface_points(std::size_t k, std::size_t count) const = 0;
  /// Whether particle k is an exact ball (disc), for which closed forms hold.
  virtual bool is_ball(std::size_t) const { return false; }

 protected:
  ParticleShapes() = default;
  /// To be called at the end of a derived constructor, when particles_ and particle_distance stand.
  /// \param lipschitz bound of |grad psi_k| everywhere.
  void build_tree(const Point<dim>& box, double lipschitz);
  /// As above, but for other level sets than psi_k; candidates are also kept that are further than the
  /// nearest by up to `margin`.
  void build_tree(const Point<dim>& box, double lipschitz, double margin,
                  const typename CandidateTree<dim>::LevelSet& level_set);
  /// The nearest particle and its psi_k.
  virtual std::pair<std::size_t, double> nearest_with_distance(const Point<dim>& point) const;
  const CandidateTree<dim>& tree() const { return tree_; }

  std::vector<Particle<dim>> particles_;

 private:
  CandidateTree<dim> tree_;
};

}  // namespace catena
