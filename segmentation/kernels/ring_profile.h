// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/kernels/field_of_view.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// The plane of the slices in polar coordinates: twice the distance of every voxel of a block from the axis,
/// whose whole part is the voxel's ring.
struct Rings {
  using Radii = Kokkos::View<float**, Kokkos::LayoutRight>;
  /// Twice the distance from (centre_y, centre_x) of the voxels of a block.
  Radii twice_radius;
  int number = 0;  ///< of rings in the whole image.
  std::vector<std::int64_t>
      voxels;  ///< of every ring in one slice of the whole image, inside the field of view.

  Rings(const Triple& extents, const Box& block, double centre_y, double centre_x, const FieldOfView& view);
};

/// Residuals are kept as grey levels about this one.
constexpr int no_residual = 32768;

/// Sum over every ring of the residuals (value - no_residual), cut off at -limit and limit: slice by slice of
/// the whole image, [slice * rings.number + ring]. Collective; every rank gets the same.
std::vector<std::int64_t> sum_rings(const Volume<std::uint16_t>& residual, const Rings& rings,
                                    const FieldOfView& view, int limit);

/// What this rank's voxels add to the same, by one atomic addition a voxel: what a device does.
std::vector<std::int64_t> sum_rings_by_atomics(const Volume<std::uint16_t>& residual, const Rings& rings,
                                               const FieldOfView& view, int limit);
/// By rows, on a host.
std::vector<std::int64_t> sum_rings_by_rows(const Volume<std::uint16_t>& residual, const Rings& rings,
                                            const FieldOfView& view, int limit);

}  // namespace catena
