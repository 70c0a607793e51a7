// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/benchmarks/part_clock.h"

namespace catena::benchmarks {

/// Diffusion out of a whole ball of radius 1 and diffusivity 1 under constant flux 1, from a uniform start to
/// the time 0.864 in 80 equal steps of BDF2, the first of backward Euler, against J. Crank's series (The
/// Mathematics of Diffusion, 1975, section 6.3). Error: "surface", the worst at any interface point at the
/// end, against the exact change there.
///
/// \param cells finest cells a radius.
CutRun run_ball_diffusion(unsigned int degree, double cells);

}  // namespace catena::benchmarks
