// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/benchmarks/part_clock.h"

namespace catena::benchmarks {

/// A stiff ball (radius 1, 140 GPa) that wants to shrink by 1 %, bonded in a soft matrix (2 GPa), by the
/// simulator's mechanics; the closed form is that of a matrix held at five radii, and its displacement is
/// prescribed on a box of the same volume. Errors, relative: "displacement" over both phases in L2,
/// "traction" along the normal (root mean square) and its "traction_mean".
///
/// \param cells finest cells a radius.
CutRun run_misfit_ball(unsigned int degree, double cells);

}  // namespace catena::benchmarks
