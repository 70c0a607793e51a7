// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>

#include "segmentation/kernels/label_moments.h"

namespace catena {

/// Centroid and principal axes of a particle.
///
/// The axes are the eigenvectors of the covariance of its points, voxels taken as solid blocks (edge^2 / 12
/// along each axis is added to that of their centres). They have no sign of their own; made unique, the
/// longest points to positive x (if it has none, y, then z), the shortest to positive z likewise, and the
/// three are right-handed. With the axes from longest to shortest as columns, in x y z, R = Rz(yaw) Ry(pitch)
/// Rx(roll), all in
/// (-90, 90] degrees but where the longest axis is parallel to z: there roll = 0 and yaw takes it all. In one
/// slice the first two axes lie in it and pitch = roll = 0.
struct ParticleAxes {
  std::array<double, 3> centroid{};  ///< x, y, z in m from the image's corner; a voxel's centre is at +1/2
  std::array<double, 3> variance{};  ///< m^2, longest axis first; in one slice the third is that along z
  std::array<std::array<double, 3>, 3> axis{};  ///< unit vectors in x, y, z, longest first
  double yaw = 0, pitch = 0, roll = 0;          ///< degrees
  double elongation = 1;                        ///< longest / shortest axis; in one slice of the two in it
};

ParticleAxes particle_axes(const LabelMoments& moments, const Spacing& spacing, bool planar);

/// Eigenvalues, descending, and eigenvectors of a symmetric 3 x 3 matrix, by Jacobi rotations.
struct SymmetricEigen {
  std::array<double, 3> value{};
  std::array<std::array<double, 3>, 3> vector{};
};
SymmetricEigen symmetric_eigen(std::array<std::array<double, 3>, 3> matrix);

}  // namespace catena
