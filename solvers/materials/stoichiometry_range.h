// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// Stoichiometries x = c/c_max for which a law has values; a formula has them everywhere in [0, 1].
struct StoichiometryRange {
  double lowest = 0;
  double highest = 1;
};

}  // namespace catena
