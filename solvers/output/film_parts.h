// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "solvers/output/clipped_cell.h"

namespace catena {

/// What several particles leave of a cell, in simplices: clipped at one after the other.
/// \param level_sets of each particle at clipped.points().
template <int dim>
std::vector<CellPart<dim>> film_parts(const ClippedCell<dim>& clipped,
                                      const std::vector<std::vector<double>>& level_sets);

}  // namespace catena
