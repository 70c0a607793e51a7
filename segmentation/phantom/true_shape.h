// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <vector>

#include "segmentation/phantom/directions.h"
#include "segmentation/phantom/electrode.h"
#include "segmentation/phantom/visible_region.h"

namespace catena {

/// For each particle, the others whose bounding balls meet its own, in order.
using Contacts = std::vector<std::vector<int>>;
Contacts touching_particles(const std::vector<Particle>& particles);

/// What a particle is, cracks and pores filled, as far as the image shows it.
struct TrueShape {
  double volume = 0;         ///< m³ (2-D: area times the slice's thickness)
  double outer_surface = 0;  ///< m², contacts included, without where the image cuts it
  double cut_surface = 0;    ///< m², where the image's faces cut it
  Point centroid{0, 0, 0};
  std::array<double, 9> covariance{};  ///< of its points about the centroid, m²
  double whole_volume = 0;             ///< as if there were neither image nor neighbours
  bool at_edge = false;                ///< reaches a face of the image, to half a voxel
  bool at_view = false;                ///< cut by the field of view
};

/// Integrals over the directions d from the centre, R(d) the distance to where the particle ends: its own
/// surface, the surface on which its scaled distance equals a neighbour's, or the image's wall, whichever
/// comes first:
///   volume = ∫ R³/3 dω, moments likewise, area = ∫ R² |g| / (g·d) dω with g the gradient of the function
///   that vanishes
/// on that surface (in 2-D R²/2 and R). No voxels enter. Without neighbours and walls the rule converges
/// faster than any power; at the rim of a contact it is of second order.
/// \param surface if given, gets the point where each direction ends.
TrueShape true_shape(const std::vector<Particle>& particles, std::size_t index, const Contacts& contacts,
                     const VisibleRegion& region, const Directions& rule,
                     std::vector<Point>* surface = nullptr);

}  // namespace catena
