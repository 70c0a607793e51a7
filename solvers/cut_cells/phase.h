// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// The two phases that the level set parts: psi < 0 in the particles, psi > 0 in the matrix of carbon and
/// binder.
enum class Phase { particles = 0, matrix = 1 };

}  // namespace catena
