// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstdint>
#include <string>
#include <vector>

#include "segmentation/phantom/electrode.h"
#include "segmentation/phantom/visible_region.h"

namespace catena {

/// The attributes of a particle as the recipe has them. m, m², m³, degrees.
struct TrueParticle {
  std::int64_t id = 0;
  Point centroid{};  ///< z, y, x
  double yaw = 0, pitch = 0, roll = 0;
  double density = 0, homogeneity = 0;
  double inner_surface = 0, outer_surface = 0, volume = 0, damage = 0;
  double elongation = 0, sphericity = 0, ratio = 0;
  double inner_roughness = 1, outer_roughness = 1;
  double contact = 0, packing = 0, nearest = 0;
  double elongation_spread = 0, volume_spread = 0, sphericity_spread = 0, disorder = 0;
  bool boundary = false;
  // Beyond the contract's columns.
  double radius = 0, visible = 1;
  double axis[3] = {};  ///< unit vector of the longest principal axis, z, y, x
  int cracks = 0, pores = 0;
  bool shattered = false, cut_by_view = false;
};

/// All particles; the work is shared by the ranks and every rank gets the whole list. Collective.
std::vector<TrueParticle> true_particles(MPI_Comm comm, const Electrode& electrode, const Recipe& recipe);

/// truth.csv: the columns of attributes.csv, then some more.
std::string truth_table(const std::vector<TrueParticle>& particles);

}  // namespace catena
