// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

#include "solvers/geometry/particle_shapes.h"

namespace catena {

/// The least distance between the surfaces of particles j and k, um: the centres' less the radii for two
/// balls, else that of the pair of points which alternate projections onto the two surfaces lead to, from the
/// closest of `points` points of each (exact for convex bodies). Where they overlap: below 0, the depth to
/// first order.
template <int dim>
double gap_between(const ParticleShapes<dim>& shapes, std::size_t j, std::size_t k, std::size_t points = 500);

}  // namespace catena
