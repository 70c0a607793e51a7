// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <array>
#include <cstdint>
#include <vector>

#include "segmentation/volume/volume.h"
#include "solvers/geometry/label_extents.h"
#include "solvers/geometry/voxel_box.h"

namespace catena {

/// The voxels of one particle in its own box with a margin; where the margin leaves the volume, the voxels at
/// the volume's faces go on.
struct ParticleMask {
  enum : std::uint8_t { matrix = 0, own = 1, other = 2 };  ///< other: of another particle
  VoxelBox box;
  std::array<std::int64_t, 3> begin{0, 0, 0};  ///< first voxel along x, y, z in the volume, may be below 0
  std::array<double, 3> spacing{1, 1, 1};      ///< along x, y, z, um
  std::vector<std::uint8_t> voxels;            ///< x fastest; empty on ranks that do not have it
};

/// Gathers the masks of all particles, that of particle i on rank i modulo ranks. Collective.
/// \param margin voxels along x, y, z.
std::vector<ParticleMask> gather_masks(const Volume<std::uint32_t>& labels,
                                       const std::vector<LabelExtent>& particles,
                                       const std::array<std::int64_t, 3>& margin);

/// Closes cracks and notches up to `width` um by voxels of the matrix: a closing by a ball. The margin must
/// be at least half the width and two voxels.
void fill_cracks(ParticleMask& mask, double width);

/// Only the largest of the pieces that are connected by faces stays the particle's own.
void keep_largest_piece(ParticleMask& mask);

/// Voxels of the matrix that no path through faces leads out of the box become the particle's.
void fill_cavities(ParticleMask& mask);

}  // namespace catena
