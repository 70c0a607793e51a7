// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// A positive, increasing stand-in for x that is x itself down to `lowest` and leaves it with a continuous
/// slope towards zero: lowest exp((x - lowest)/lowest), and from exp(-60) on an algebraic tail, so that it
/// never is zero. With it a law with powers of x, e.g. an exchange current density, turns into a barrier at
/// x = 0 instead of a not-a-number. `slope` is set to the derivative.
double smooth_floor(double x, double lowest, double& slope);

}  // namespace catena
