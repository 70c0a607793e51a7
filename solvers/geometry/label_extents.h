// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/volume/volume.h"
#include "solvers/geometry/particle.h"

namespace catena {

/// Where a label is and how often.
struct LabelExtent {
  std::uint32_t label = 0;
  std::int64_t voxels = 0;
  Triple begin{0, 0, 0}, end{0, 0, 0};  ///< half-open box of voxels, z, y, x
};

/// Every label of the volume but 0, ascending; the same on all ranks. Collective.
std::vector<LabelExtent> label_extents(const Volume<std::uint32_t>& labels);

/// Of each label the volume, um^3, and the radius of the ball as large. Collective.
std::vector<Particle<3>> labelled_particles(const Volume<std::uint32_t>& labels);

/// Edges of the whole volume along x, y, z in um.
Point<3> volume_edges(const Volume<std::uint32_t>& labels);

}  // namespace catena
