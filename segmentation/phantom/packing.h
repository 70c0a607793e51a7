// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "segmentation/phantom/electrode.h"
#include "segmentation/phantom/visible_region.h"

namespace catena {

/// Places particles of given shapes and relative radii: fills in centres and scales the radii until the part
/// inside the image fills the recipe's fraction of it.
///
/// Random positions, radii grown from two thirds to their full size while every pair that is closer than
/// allowed is pushed apart along the line of its centres (Gauss-Seidel sweeps over the near pairs, in order,
/// hence the same always). The distance allowed is 1 - overlap times the sum of the two surfaces' distances
/// from their centres along that line, so shapes that are no balls pack as what they are. Returns the deepest
/// overlap beyond what is allowed, over the sum of the two radii along the line of centres.
double pack(const Recipe& recipe, std::vector<Particle>& particles);

}  // namespace catena
