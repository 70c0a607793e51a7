// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "segmentation/phantom/visible_region.h"

namespace catena {

/// Unit vectors with weights that integrate over all directions: a quadrature rule on the sphere (weights add
/// up to 4 pi) or, in the plane of a 2-D image, on the circle (2 pi).
struct Directions {
  std::vector<Point> at;
  std::vector<double> weight;
};

/// Gauss-Legendre in height times equal angles: `heights` x 2 `heights` points, exact for polynomials of
/// degree 2 `heights` - 1.
Directions sphere_directions(int heights);
/// The same rule turned, so that no edge of a shape runs along its rows of points.
Directions turned(Directions rule);
/// `count` equal angles in the plane z = 0.
Directions circle_directions(int count);

}  // namespace catena
