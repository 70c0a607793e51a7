// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "segmentation/phantom/counter_random.h"
#include "segmentation/phantom/particle_shape.h"
#include "segmentation/phantom/recipe.h"

namespace catena {

/// Waves of random directions, the amplitude of degree l falling as (2/l)^decay from `amplitude`.
Modulation draw_modulation(RandomSequence& random, double amplitude, double decay, double squareness);

/// A random form of unit radius: its volume is 4 pi / 3 to rounding.
ParticleShape draw_shape(RandomSequence& random, const Recipe::Shape& shape);

}  // namespace catena
