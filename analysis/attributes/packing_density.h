// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "segmentation/volume/volume.h"

namespace catena {

/// A neighbourhood in the image: either a box of voxels, or the voxels whose centres lie in a ball.
struct Neighbourhood {
  Box box;                         ///< cut to the image; of a ball: a box around it
  bool round = false;              ///< a ball
  std::array<double, 3> centre{};  ///< of the ball, z y x, in voxels, a voxel's centre at its index
  double radius = 0;               ///< of the ball, m
};

/// The box of the voxels at most `radius` from a point given in x, y, z and m (voxel centres at +1/2).
Neighbourhood ball_neighbourhood(const std::array<double, 3>& centre, double radius, const Triple& extents,
                                 const Spacing& spacing);

/// A box grown by `voxels` on each side and cut to the image.
Neighbourhood box_neighbourhood(const Box& box, const Triple& voxels, const Triple& extents);

/// The share of the voxels of each neighbourhood that have a label other than 0; every rank gives the same
/// list. Slice by slice with running sums along the rows, so that a neighbourhood costs two look-ups a row.
/// Exact, hence the same on any number of ranks. Collective.
std::vector<double> packing_densities(const Volume<std::uint32_t>& labels,
                                      const std::vector<Neighbourhood>& list);

}  // namespace catena
