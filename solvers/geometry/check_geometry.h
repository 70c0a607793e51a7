// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/geometry/electrode_geometry.h"

namespace catena {

/// Cells of the fine mesh that packings leave between two particles where nothing else is asked for: a cell's
/// diagonal, so that no cell holds both.
template <int dim>
constexpr double usual_gap_in_cells = dim == 2 ? 1.45 : 1.75;
/// Cells between two particles below which the mesh does not tell their film well enough.
constexpr double least_gap_in_cells = 0.2;
/// Between a particle and a face of the box or the separator.
constexpr double least_margin_in_cells = 1.5;
/// The least radius of a particle.
constexpr double least_radius_in_cells = 2;

/// Mean of the radii weighted by volume, um: what `Cells per radius` refers to.
template <int dim>
double reference_radius(const std::vector<Particle<dim>>& particles);

/// \throws InputError if an edge [um] is none that a piece of an electrode has, as in a wrong unit.
template <int dim>
void check_box(const Point<dim>& box);

/// \throws InputError, naming particles by id and lengths in m: radii in a wrong unit, particles out of the
/// box or in the separator, overlapping, smaller than two cells, closer to each other or to a face than the
/// mesh can keep. \param gaps_are_kept the shapes keep them by themselves, as those of labels do: only sizes
/// are checked.
template <int dim>
void check_geometry(const ElectrodeGeometry<dim>& geometry, bool gaps_are_kept = false);

}  // namespace catena
