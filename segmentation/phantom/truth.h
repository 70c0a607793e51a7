// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "segmentation/phantom/electrode.h"
#include "segmentation/phantom/visible_region.h"

namespace catena {

/// The attributes of a particle as the recipe has them, by the calibrated definitions of `measure`; m, m²,
/// m³, degrees.
///
/// By quadrature over directions (TrueShape): Volume, SurfaceOuter (image cuts included), the filled
/// particle's moments. Along lines (TrueVoids): Damage, SurfaceInner, and what the voids take off the
/// moments; hence X, Y, Z, Yaw, Pitch, Roll and Elongation of the solid. By formula from these: Sphericity,
/// VSratio. By points (true_surroundings): Contact (within ten times the shortest voxel edge) and PDensity
/// (within 10 µm). From the list of centroids: the others. EDensity and Homogeneity are the mean and the
/// standard deviation of the object's grey, before blur, noise and artefacts. RoughInner and RoughOuter are
/// defined by a filter of voxels and have no formula: they are 1, a smooth surface's.
struct TrueParticle {
  std::int64_t id = 0;
  Point centroid{};  ///< z, y, x
  double yaw = 0, pitch = 0, roll = 0;
  double density = 0, homogeneity = 0;
  double inner_surface = 0, outer_surface = 0, volume = 0, damage = 0;
  double elongation = 1, sphericity = 1, ratio = 1;
  double inner_roughness = 1, outer_roughness = 1;
  double contact = 0, packing = 0, nearest = 0;
  double elongation_spread = 0, volume_spread = 0, sphericity_spread = 0, disorder = 0;
  bool boundary = false;
  std::array<double, 3> axis{1, 0, 0};  ///< the longest principal one, x, y, z
  // Beyond the contract's columns.
  double radius = 0;         ///< of the ball of its volume, uncut
  double visible = 1;        ///< share of its volume that the image shows and neighbours leave it
  bool cut_by_view = false;  ///< by the field of view
  int cracks = 0, pores = 0;
  bool shattered = false;
};

/// All particles; the work is shared by the ranks and every rank gets the whole list. Collective.
std::vector<TrueParticle> true_particles(MPI_Comm comm, const Electrode& electrode, const Recipe& recipe);

/// truth.csv: the columns of attributes.csv, then some more.
std::string truth_table(const std::vector<TrueParticle>& particles);

}  // namespace catena
