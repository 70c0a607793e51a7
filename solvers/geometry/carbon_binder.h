// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

#include "solvers/geometry/particle_shapes.h"

namespace catena {

/// The porous matrix of carbon and binder between the particles: one domain conducts electrons well, the
/// other badly. An optional separator layer at the low end of the last axis conducts none.
///
/// Everything depends on the point alone (um), not on a mesh or on ranks.
template <int dim>
class CarbonBinder {
 public:
  explicit CarbonBinder(double separator_thickness = 0) : separator_thickness_(separator_thickness) {}
  virtual ~CarbonBinder() = default;

  /// Whether the point lies in the high-conductivity domain; points in particles may be asked too.
  virtual bool high(const Point<dim>& point) const = 0;
  /// Whether it lies in the separator: there is no electronic conduction.
  bool separator(const Point<dim>& point) const { return point[dim - 1] < separator_thickness_; }
  double separator_thickness() const { return separator_thickness_; }

  /// Share of the surface of particle k that faces the high-conductivity domain: in closed form where there
  /// is one, else counted over 2000 points of its surface.
  virtual double coverage(const ParticleShapes<dim>& shapes, std::size_t k) const;

 private:
  double separator_thickness_;
};

/// Measures every particle's coverage and writes it into the particles.
template <int dim>
void measure_coverage(const CarbonBinder<dim>& carbon_binder, ParticleShapes<dim>& shapes);

}  // namespace catena
