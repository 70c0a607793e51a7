// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscmat.h>

#include "solvers/mechanics/cohesive_interface.h"

namespace catena {

/// A positive definite matrix near the tangent: the bulk's stiffness and the interface's local tangent, with
/// the bulk's diagonal() alone in rows and columns of unknowns that are not free. The caller destroys it.
/// Collective.
template <int dim>
Mat near_tangent(const DisplacementSpace<dim>& space, const ElasticBulk<dim>& bulk,
                 const CohesiveInterface<dim>& interface);

}  // namespace catena
