// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "solvers/geometry/carbon_binder.h"
#include "solvers/geometry/particle_shapes.h"

namespace catena {

/// The piece of electrode that is simulated: the box [0, box_0] x ... in um, its particles and the matrix
/// between them. The lithium's side (separator) is coordinate 0 of the last axis, the current collector its
/// far end. Distances between particles, and from them to the box's faces, were checked against fine_cell.
template <int dim>
struct ElectrodeGeometry {
  Point<dim> box;
  std::unique_ptr<ParticleShapes<dim>> shapes;
  std::unique_ptr<CarbonBinder<dim>> carbon_binder;
  double cells_per_radius = 0;     ///< of the mesh at surfaces, for the reference radius
  double reference_radius = 0;     ///< mean of the radii weighted by volume, um
  double fine_cell = 0;            ///< reference_radius / cells_per_radius: the largest cell at surfaces, um
  double separator_thickness = 0;  ///< um
  std::vector<std::string> remarks;  ///< sentences for the log: what was dropped, what was chosen
};

}  // namespace catena
