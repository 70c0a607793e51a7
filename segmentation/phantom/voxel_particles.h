// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>

#include "segmentation/phantom/electrode.h"

namespace catena {

/// A particle as the voxel kernels want it: positions count voxels from the one nearest below its centre, so
/// that single precision is enough however large the image, and no result depends on where a block begins.
struct VoxelParticle {
  int voxel[3];     ///< below the centre
  float offset[3];  ///< of the centre from that voxel's centre, in voxels
  float frame[9];   ///< v = frame (voxel difference), see ParticleShape
  float reach[3];   ///< half axes, in voxels, of the ellipsoid that holds it and one voxel more
  float radius;     ///< in voxel edges
  ParticleShape shape;
  int first_defect, defects;
  float grey;
};

/// The whole electrode in the memory of the default backend.
struct VoxelParticles {
  Kokkos::View<VoxelParticle*> particles;
  Kokkos::View<Defect*> defects;
  Kokkos::View<float*> points;
  Kokkos::View<Modulation*> modulations;
};

VoxelParticles voxel_particles(const Electrode& electrode, const Recipe& recipe);

}  // namespace catena
