// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// Weights that turn counts of local configurations of a digital object into its surface area.
///
/// Every cell of 2 x 2 x 2 voxels has a configuration, a byte: bit 4 k + 2 j + i is set where the voxel
/// (k, j, i) steps of `stride` from the cell's first one belongs to the object. Cells start at every voxel
/// and, beyond the object, everywhere that one of the eight voxels reaches it. Area = sum over cells of
/// weight[byte].
///
/// A plane of unit normal n, at a random offset, meets per unit area f_c(n) cells of configuration c; f_c
/// follows exactly from the sorted projections of a cell's corners on n. The weights w_c, equal for
/// configurations that are mirror images or complements of each other, are the least squares solution of
/// sum_c w_c f_c(n) = 1 over all directions n, scaled so that the mean over the directions is exactly 1: a
/// ball has its exact area in the mean over positions, and so have randomly turned bodies; a face of one
/// direction may be off by up to 7 % (Lindblad, Image and Vision Computing 23 (2005) 111-122, whose fit this
/// does for any spacing). Small balls
/// come out too large by it (+0.25 % at a radius of 8 voxels) and too small by as much by the best
/// Cauchy-Crofton combination of the 13 directions between the voxels of a cell (Ohser and Muecklich,
/// Statistical Analysis of Microstructures, 2000), so the mean of both weights is used. Configurations that
/// no plane makes (thin sheets, single voxels) take those of Cauchy-Crofton.
///
/// Voxels longer along one axis than along another would make the directions uneven; there a cell steps over
/// several of the short edges, so that it is nearly a cube. Parts thinner than the longest edge are then
/// counted short.
///
/// Weights are whole multiples of `unit`, so that sums over cells are exact and do not depend on their order.
struct SurfaceWeights {
  Kokkos::Array<std::int64_t, 256> weight{};
  Kokkos::Array<int, 3> stride{};  ///< voxels between the corners of a cell, z y x
  double unit = 0;                 ///< m^2
};

/// The weights for voxels of the given edge lengths. A planar object, one slice of thickness dz, has its wall
/// alone, perimeter x dz, without top and bottom: cells of 2 x 2 voxels, both layers of the byte alike,
/// stride 0 along z.
SurfaceWeights surface_weights(const Spacing& spacing, bool planar);

/// Dense image of an object: 1 where it is, else 0; beyond the array is background.
using BinaryBox = Kokkos::View<std::uint8_t***, Kokkos::LayoutRight>;

/// Area of the object's surface in m^2.
double surface_area(const BinaryBox& object, const SurfaceWeights& weights);

/// Number of the object's voxels that have one of their six face neighbours outside it; four, in the plane,
/// for a planar one.
std::int64_t surface_voxels(const BinaryBox& object, bool planar);

/// Number of the object's voxels.
std::int64_t object_voxels(const BinaryBox& object);

}  // namespace catena
