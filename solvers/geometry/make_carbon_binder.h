// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>

#include "solvers/geometry/carbon_binder.h"
#include "solvers/geometry/electrode_geometry.h"
#include "solvers/geometry/geometry_parameters.h"

namespace catena {

/// The axis that a plane between the two domains is normal to. \throws InputError for z in two dimensions.
template <int dim>
unsigned int plane_axis(const CarbonBinderParameters& binder);

/// The two domains of carbon and binder around the particles of `geometry`, which has its box, its separator
/// and its shapes. \throws InputError where coverages are needed and none is given.
template <int dim>
std::unique_ptr<CarbonBinder<dim>> make_carbon_binder(const GeometryParameters& parameters,
                                                      const ElectrodeGeometry<dim>& geometry);

}  // namespace catena
