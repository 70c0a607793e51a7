// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "analysis/attributes/attribute_table.h"
#include "analysis/attributes/definitions.h"
#include "analysis/attributes/particle_shape.h"
#include "segmentation/kernels/label_moments.h"

namespace catena {

/// The attributes of a particle that its own surroundings decide; all but PDensity and those of the six
/// nearest. V = |F|, S = the total surface (inner + outer):
///   Sphericity = 36 pi V^2 / S^3, VSratio = V^(1/3) / S^(1/2); in one slice, of area A and perimeter L,
///   4 pi A / L^2 and A^(1/2) / L. A roughness whose surface is missing is 1.
ParticleAttributes own_attributes(const LabelMoments& moments, const ParticleShape& shape,
                                  const Definitions& definitions, const Spacing& spacing,
                                  const Triple& extents);

/// Adds what depends on the six particles of nearest centroid, or as many as there are: DistNearest, the
/// standard deviations (n - 1; 0 for fewer than two) and OrienIso: published, the largest of the standard
/// deviations of the three angles; calibrated, 3/2 (1 - l) (in one slice 2 (1 - l)), l the largest eigenvalue
/// of the mean of a a^T over the longest axes a of the particle and its six nearest: 0 where all are
/// parallel, 1 where no direction is preferred.
NeighbourTable add_neighbourhoods(std::vector<ParticleAttributes>& particles, const Definitions& definitions,
                                  bool planar);

}  // namespace catena
