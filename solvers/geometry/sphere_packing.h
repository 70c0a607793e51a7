// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "solvers/geometry/sphere_shapes.h"

namespace catena {

/// What to pack; um.
struct PackingRecipe {
  std::string arrangement = "random";  ///< random | grid | row
  std::int64_t count = 27;
  double mean_radius = 4;
  double spread = 0;    ///< standard deviation of the radii over their mean; cut off at two of it
  double gap = 0;       ///< least distance between two spheres
  double margin = 0;    ///< least distance to the box's faces
  double jitter = 0.5;  ///< grid: how far spheres leave their places, as share of the room that they have
  std::uint64_t seed = 1;
};

/// The radii of a recipe, normally distributed.
std::vector<double> packing_radii(const PackingRecipe& recipe);

/// Places balls (discs) of these radii in a box, all at least `gap` apart and `margin` from its faces.
///
/// random: uniform positions; radii grow from a half to their full size while overlapping pairs are pushed
/// apart along the line of their centres (sweeps in a fixed order, hence the same always). grid: a cubic
/// lattice of ceil(n^(1/dim)) places along each axis, jittered. row: along the first axis, in the middle of
/// the others. The same on every rank, bit for bit.
/// \param bottom the lower end of the last axis, e.g. a separator's thickness.
/// \throws InputError if they do not fit.
template <int dim>
std::vector<Sphere<dim>> pack_spheres(const PackingRecipe& recipe, const std::vector<double>& radii,
                                      const Point<dim>& box, double bottom = 0);

}  // namespace catena
