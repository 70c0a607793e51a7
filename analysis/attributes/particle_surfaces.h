// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "analysis/attributes/surface_file.h"
#include "segmentation/kernels/label_moments.h"

namespace catena {

/// Samples per axis that are taken together to one, so that all surfaces have at most about `triangles`: in
/// proportion to the voxels' edges, so that samples are nearly cubes.
Triple surface_stride(const LabelTable& table, const Spacing& spacing, double triangles);

/// Surfaces of the particles, each made on one rank. Blocks of `stride` voxels, counted from the image's
/// corner, become a sample that belongs to the particle if half of their voxels do. Collective.
std::vector<ParticleSurface> particle_surfaces(const Volume<std::uint32_t>& labels, const LabelTable& table,
                                               const Triple& stride);

}  // namespace catena
