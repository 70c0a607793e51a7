// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <vector>

#include "segmentation/phantom/truth.h"

namespace catena {

/// Fills in what depends on a particle's surroundings: DistNearest and the spreads among the six particles of
/// nearest centroid, from the list of centroids; Contact, the share of the shell around it that others
/// occupy, and PDensity, the share of a ball around it that particles occupy, by quadrature over points that
/// do not lie on the voxels' grid. Collective.
void add_neighbourhoods(MPI_Comm comm, const Electrode& electrode, const Recipe& recipe,
                        std::vector<TrueParticle>& truth);

}  // namespace catena
