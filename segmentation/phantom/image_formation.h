// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "segmentation/phantom/blur.h"
#include "segmentation/phantom/voxelise.h"

namespace catena {

/// A finished box of the tomogram, and of its truth, in the memory of the default backend.
template <class T>
struct FormedBox {
  Box box;
  Kokkos::View<T***, Kokkos::LayoutRight> tomogram;
  Kokkos::View<std::uint32_t***, Kokkos::LayoutRight> labels;       ///< cracks and pores 0
  Kokkos::View<std::uint32_t***, Kokkos::LayoutRight> labels_full;  ///< as before they broke
};

/// Voxels beyond a box that its image depends on.
Triple formation_margin(const Recipe& recipe);

/// Makes any box of the image by itself, with what lies around it evaluated afresh instead of exchanged: a
/// voxel's value depends on recipe and global index alone, so boxes can be made in any order, by any rank, on
/// the whole bit for bit the same.
///   grey = mean over the voxel of pore, binder and particle; blurred by the point spread B1; fringes
///   B1 + strength (B1 - B2), B2 the blur by the fringe width; noise, rings, streaks, background added; field
///   of view.
/// T is uint8_t (values / 257), uint16_t or float.
template <class T>
FormedBox<T> form_image(const Recipe& recipe, const VoxelParticles& particles, const Box& box);

}  // namespace catena
