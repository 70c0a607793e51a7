// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <vector>

#include "solvers/geometry/voxel_box.h"

namespace catena {

/// Keeps a level set where it is within `band` of 0 and replaces it elsewhere by the distance to 0 that
/// solves |grad psi| = 1 from there on, by fast sweeping (Zhao 2005, doi:10.1090/S0025-5718-04-01678-3);
/// signs stay. \param values on the voxels of the box, x fastest. \param spacing along x, y, z.
void continue_distance(std::vector<float>& values, const VoxelBox& box, const std::array<double, 3>& spacing,
                       double band);

}  // namespace catena
