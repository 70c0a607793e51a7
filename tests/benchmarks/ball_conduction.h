// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "tests/benchmarks/part_clock.h"

namespace catena::benchmarks {

/// A ball (radius 0.5, conductivity 5) in a matrix (1) that fills a box of 2.03, a resistance of 0.1 between
/// them, in the field that is uniform far away. Errors: "L2" over both phases, "jump" at the interface (root
/// mean square), both relative.
///
/// \param cells finest cells a radius.
CutRun run_ball_conduction(unsigned int degree, double cells);

/// 27 such balls, radius 1 and a gap of 0.1 between neighbours, between two electrodes (u = 0 and 1): the
/// currents round the points of contact, which the run leaves as its moments: by ball and direction (-x, +x,
/// -y, ...) the integral of the current density times exp((n.e - 1)/0.05). No error of its own.
/// \param cells finest cells a pitch of 2.1.
CutRun run_close_balls(unsigned int degree, unsigned int cells);

}  // namespace catena::benchmarks
