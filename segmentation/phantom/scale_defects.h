// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <vector>

#include "segmentation/phantom/electrode.h"
#include "segmentation/phantom/recipe.h"

namespace catena {

/// Widens or narrows all defects of each particle by one factor, so that the share of the particle's voxels
/// whose centre is in one of them is the one wanted. Each voxel has the least factor at which it becomes
/// void, the least of |t| / h over the defects; the factor is the quantile of these over the particle's
/// voxels, so the share is met to one voxel. A particle without voxels keeps its defects, one that is to have
/// none loses them. Work is shared by the ranks. Collective.
/// \return the shares reached, which fall short where the cracks cannot reach so many voxels
std::vector<double> scale_defects(MPI_Comm comm, const Recipe& recipe, const std::vector<double>& wanted,
                                  Electrode& electrode);

}  // namespace catena
