// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>

#include "segmentation/kernels/field_of_view.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// The grey values of an image averaged by a wide gaussian inside the field of view, G * (m u) / G * m with m
/// = 1 inside and 0 outside (normalised convolution: Knutsson and Westin, CVPR 1993), on a grid of nodes
/// every few voxels.
///
/// Each voxel's value goes to its nearest nodes with linear weights, in whole numbers, so that the sums are
/// the same for every cut into blocks; nodes are smoothed and interpolated linearly. Both linear steps widen
/// the gaussian by (bin^2 - 1) / 6 in variance, which the nodes' own gaussian has the less. With sigma / 6
/// voxels between nodes the average is within some 1/1000 of its own variation of the direct convolution, for
/// a vanishing part of the work. The weight G * m is a product of a part in z and one in y and x, since the
/// field of view is the same in every slice.
struct CoarseAverage {
  using Nodes = Kokkos::View<double***, Kokkos::LayoutRight>;

  /// \param sigma of the gaussian along z, y, x in voxels; 0 = not along this axis.
  /// \throws InputError for a negative or infinite sigma, or an empty field of view.
  CoarseAverage(const Volume<std::uint16_t>& image, const std::array<double, 3>& sigma,
                const FieldOfView& view);

  std::array<int, 3> bin;  ///< voxels between nodes along z, y, x; node i stands at voxel i bin.
  Box box;                 ///< the nodes around this rank's voxels.
  Nodes sum;               ///< G * (m u) at the nodes of `box`.
  Nodes weight_yx;         ///< G * m of one slice; first extent 1.
  Nodes weight_z;          ///< G * 1 along z; last two extents 1.
  double mean = 0;         ///< of all voxels inside the field of view.
};

}  // namespace catena
