// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// A closed surface of triangles.
struct TriangleSurface {
  std::vector<std::array<float, 3>> point, normal;    ///< x, y, z; normals point outwards, of length 1
  std::vector<std::array<std::int32_t, 3>> triangle;  ///< points, anticlockwise seen from outside
};

/// Smooth surface of a binary image by a surface net (Gibson, MICCAI 1998, 888-898): a point in every cell of
/// 2 x 2 x 2 samples that are not alike, joined to those of the neighbouring cells, then relaxed towards the
/// mean of its neighbours without leaving its cell. Closed, also where the object reaches the array's edge.
/// On the host. \param inside samples (z, y, x) in raster order, nonzero in the object. \param origin z, y, x
/// of the first sample, and `step` between samples, in m.
TriangleSurface surface_net(const std::vector<std::uint8_t>& inside, const Triple& extents,
                            const std::array<double, 3>& origin, const std::array<double, 3>& step);

}  // namespace catena
