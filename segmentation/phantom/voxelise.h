// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "segmentation/phantom/voxel_particles.h"
#include "segmentation/volume/decomposition.h"

namespace catena {

/// What lies in each voxel of a box.
struct VoxelisedBox {
  template <class T>
  using View = Kokkos::View<T***, Kokkos::LayoutRight>;
  /// Marks a voxel whose centre is in a crack or pore.
  static constexpr std::uint32_t void_mark = 0x80000000u;

  Box box;               ///< global voxels, may reach beyond the image
  View<float> distance;  ///< the least scaled distance; 1e30 far from all particles
  View<std::uint32_t>
      owner;            ///< the label of the particle with it, also where it is a little above 1; void_mark
  View<float> opening;  ///< share of the voxel that a crack or pore of the owner takes
};

/// Evaluates shapes and defects at the voxels' centres. A voxel goes to the particle of the least scaled
/// distance, ties to the lower label. What a voxel gets depends on nothing but its global index.
VoxelisedBox voxelise(const VoxelParticles& particles, const Box& box);

}  // namespace catena
