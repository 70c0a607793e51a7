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

}  // namespace catena
