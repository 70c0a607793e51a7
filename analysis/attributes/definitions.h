// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "segmentation/kernels/ball.h"
#include "segmentation/volume/decomposition.h"

namespace catena {

/// How the attributes are defined: docs/attributes.md. Lengths in m.
struct Definitions {
  bool published = false;        ///< as in the publication, voxels counted; else calibrated
  double closing_radius = 0;     ///< of the ball that closes cracks; 0: 10 times the shortest voxel edge
  double contact_distance = 0;   ///< thickness of the shell that other particles occupy; 0: the same
  double packing_radius = 1e-5;  ///< neighbourhood of the packing density
};

/// The published definitions count voxels, so they ask for cubic ones (square ones in one slice).
/// \throws InputError if they are not.
void check_definitions(const Definitions& definitions, const Spacing& spacing, bool planar);

/// The ball that closes cracks, as offsets of voxels; in one slice a disc.
Ball closing_ball(const Definitions& definitions, const Spacing& spacing, bool planar);

/// The ball that makes the contact shell.
Ball contact_ball(const Definitions& definitions, const Spacing& spacing, bool planar);

}  // namespace catena
