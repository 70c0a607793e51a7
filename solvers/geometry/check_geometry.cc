// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/check_geometry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

#include "jobs/run/error.h"
#include "solvers/geometry/gap_between.h"
#include "solvers/geometry/mesh_units.h"

namespace catena {
namespace {

constexpr double tolerance = 1 - 1e-6;       // lengths came through decimal texts
constexpr std::size_t points_checked = 500;  // of a surface that is no ball

/// Lengths that pieces of electrodes and their particles have, um; others come from a wrong unit.
constexpr double shortest_edge = 0.1, longest_edge = 1e4;
constexpr double smallest_radius = 1e-3, largest_radius = 1e3;

template <int dim>
void check_unit(const Particle<dim>& particle) {
  if (particle.radius >= smallest_radius * tolerance && particle.radius * tolerance <= largest_radius) return;
  std::ostringstream text;
  text << "Geometry: particle " << particle.id << " has a radius of " << particle.radius * metres_per_um
       << " m; it must be between " << smallest_radius * metres_per_um << " and "
       << largest_radius * metres_per_um << " m: all lengths are given in metres";
  throw InputError(text.str());
}

template <int dim>
void check_size(const ElectrodeGeometry<dim>& geometry, const Particle<dim>& particle) {
  const double cells = particle.radius / geometry.fine_cell;
  if (cells >= least_radius_in_cells * tolerance) return;
  std::ostringstream text;
  text << "Geometry: particle " << particle.id << " is smaller than two cells: its radius of "
       << particle.radius * metres_per_um << " m is " << cells << " cells of the mesh, at least "
       << least_radius_in_cells << " are needed; raise Geometry/Cells per radius to "
       << geometry.cells_per_radius * least_radius_in_cells / cells << " or leave it out";
  throw InputError(text.str());
}

template <int dim>
void check_inside(const ElectrodeGeometry<dim>& geometry, std::size_t k) {
  const Particle<dim>& particle = geometry.shapes->particles()[k];
  Point<dim> low, high;
  if (geometry.shapes->is_ball(k)) {
    for (int axis = 0; axis < dim; ++axis) {
      low[axis] = particle.center[axis] - particle.radius;
      high[axis] = particle.center[axis] + particle.radius;
    }
  } else {
    const auto points = geometry.shapes->surface_points(k, points_checked);
    if (!points.empty()) low = high = points.front().point;
    for (const SurfacePoint<dim>& at : points)
      for (int axis = 0; axis < dim; ++axis) {
        low[axis] = std::min(low[axis], at.point[axis]);
        high[axis] = std::max(high[axis], at.point[axis]);
      }
  }
  const double wanted = least_margin_in_cells * geometry.fine_cell;
  for (int axis = 0; axis < dim; ++axis) {
    const bool above_separator = axis == dim - 1 && geometry.separator_thickness > 0;
    const double bottom = above_separator ? geometry.separator_thickness : 0;
    const double room = std::min(low[axis] - bottom, geometry.box[axis] - high[axis]);
    if (room >= wanted * tolerance) continue;
    std::ostringstream text;
    text << "Geometry: particle " << particle.id << " reaches from " << low[axis] * metres_per_um << " to "
         << high[axis] * metres_per_um << " m along "
         << "xyz"[axis];
    if (room < 0)
      text << ", out of the " << (above_separator ? "room beyond the separator" : "box") << " from "
           << bottom * metres_per_um << " to " << geometry.box[axis] * metres_per_um
           << " m; move it, or enlarge Geometry/Box";
    else
      text << ", " << room * metres_per_um << " m from a face of the "
           << (above_separator ? "separator or " : "") << "box, which is " << room / geometry.fine_cell
           << " cells of the mesh, but " << least_margin_in_cells
           << " are needed; move it, enlarge Geometry/Box, or raise Geometry/Cells per radius";
    throw InputError(text.str());
  }
}

template <int dim>
void check_gap(const ElectrodeGeometry<dim>& geometry, std::size_t j, std::size_t k) {
  const double gap = gap_between<dim>(*geometry.shapes, j, k, points_checked),
               cells = gap / geometry.fine_cell;
  if (cells >= least_gap_in_cells * tolerance) return;
  const auto& particles = geometry.shapes->particles();
  std::ostringstream text;
  text << "Geometry: particles " << particles[j].id << " and " << particles[k].id;
  if (gap < 0)
    text << " overlap by " << -gap * metres_per_um << " m; move them apart or shrink them";
  else
    text << " are " << gap * metres_per_um << " m apart, which is " << cells << " cells of the mesh, but "
         << least_gap_in_cells << " are needed for a film between them; move them apart, or raise "
         << "Geometry/Cells per radius to "
         << (cells > 0 ? geometry.cells_per_radius * least_gap_in_cells / cells
                       : std::numeric_limits<double>::infinity());
  throw InputError(text.str());
}

/// The farthest that a particle reaches from its centre, at most.
template <int dim>
double reach(const ParticleShapes<dim>& shapes, std::size_t k) {
  const Particle<dim>& particle = shapes.particles()[k];
  if (shapes.is_ball(k)) return particle.radius;
  double farthest = 0;
  for (const SurfacePoint<dim>& at : shapes.surface_points(k, points_checked))
    farthest = std::max(farthest, at.point.distance(particle.center));
  return 1.1 * farthest;
}

}  // namespace

template <int dim>
double reference_radius(const std::vector<Particle<dim>>& particles) {
  double volume = 0, moment = 0;
  for (const Particle<dim>& particle : particles) {
    volume += particle.volume;
    moment += particle.volume * particle.radius;
  }
  return volume > 0 ? moment / volume : 0;
}

template <int dim>
void check_box(const Point<dim>& box) {
  for (int axis = 0; axis < dim; ++axis) {
    if (box[axis] >= shortest_edge * tolerance && box[axis] * tolerance <= longest_edge) continue;
    std::ostringstream text;
    text << "Geometry/Box: the edge along "
         << "xyz"[axis] << " is " << box[axis] * metres_per_um << " m; it must be between "
         << shortest_edge * metres_per_um << " and " << longest_edge * metres_per_um
         << " m: all lengths are given in metres";
    throw InputError(text.str());
  }
}

template <int dim>
void check_geometry(const ElectrodeGeometry<dim>& geometry, bool gaps_are_kept) {
  const ParticleShapes<dim>& shapes = *geometry.shapes;
  const auto& particles = shapes.particles();
  for (const Particle<dim>& particle : particles) check_unit(particle);
  std::vector<double> reaches;
  for (std::size_t k = 0; k < shapes.size(); ++k) {
    if (!gaps_are_kept) check_inside(geometry, k);
    check_size(geometry, particles[k]);
    if (!gaps_are_kept) reaches.push_back(reach(shapes, k));
  }
  if (gaps_are_kept) return;
  const double wanted = least_gap_in_cells * geometry.fine_cell;
  for (std::size_t j = 0; j < shapes.size(); ++j)
    for (std::size_t k = j + 1; k < shapes.size(); ++k)
      if (particles[j].center.distance(particles[k].center) < reaches[j] + reaches[k] + wanted)
        check_gap(geometry, j, k);
}

template double reference_radius<2>(const std::vector<Particle<2>>&);
template double reference_radius<3>(const std::vector<Particle<3>>&);
template void check_box<2>(const Point<2>&);
template void check_box<3>(const Point<3>&);
template void check_geometry<2>(const ElectrodeGeometry<2>&, bool);
template void check_geometry<3>(const ElectrodeGeometry<3>&, bool);

}  // namespace catena
