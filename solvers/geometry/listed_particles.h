// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

#include "solvers/geometry/sphere_shapes.h"
#include "solvers/geometry/superellipsoid_shapes.h"

namespace catena {

/// Particles out of the texts of Geometry/Spheres, "x, y, z, r; ..." in m, and of Geometry/Superellipsoids,
/// "x, y, z, a, b, c, m, n, yaw, pitch, roll; ..." in m and degrees; in two dimensions "x, y, r" and "x, y,
/// a, b, m, angle". \throws InputError unless there is one at least and all can be read.
template <int dim>
std::vector<Sphere<dim>> listed_spheres(const std::string& text);
template <int dim>
std::vector<Superellipsoid<dim>> listed_superellipsoids(const std::string& text);

}  // namespace catena
