// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>

namespace catena {

/// Eigenvalues, descending, and unit eigenvectors (rows) of a symmetric 3 x 3 matrix, by Jacobi rotations.
struct PrincipalAxes {
  std::array<double, 3> value;
  std::array<std::array<double, 3>, 3> vector;
};
PrincipalAxes principal_axes(const std::array<double, 9>& symmetric);

/// How a particle stands. Its axes have no sign of their own; made unique, the longest points to positive x
/// (if it has none, y, then z), the shortest to positive z likewise, and the three are right-handed. With the
/// axes from longest to shortest as columns, in x, y, z: R = Rz(yaw) Ry(pitch) Rx(roll), in degrees; yaw and
/// roll turn about one line where the longest axis is upright, and all of it is called yaw.
struct Orientation {
  std::array<double, 3> longest;  ///< x, y, z
  double yaw, pitch, roll;
  double elongation;  ///< longest over shortest axis; in one slice of the two in it
};

/// \param covariance of the particle's points, z, y, x. `planar`: the axis along z comes last, pitch = roll =
/// 0.
Orientation orientation(const std::array<double, 9>& covariance, bool planar);

}  // namespace catena
