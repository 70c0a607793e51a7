// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <vector>

#include "solvers/cut_cells/phase_space.h"

namespace catena {

/// Ghost penalty of E. Burman, C. R. Math. 348, 1217 (2010): it keeps the conditioning of a cut cell
/// independent of how little of it lies in the phase. On each ghost face, with h the cells' edge across it,
///   sum_{j=1..k} h^(2j-1) ([d_n^j u], [d_n^j v])_F,
/// which vanishes for polynomials of degree k over both cells and for constants always.
template <int dim>
class GhostPenalty {
 public:
  explicit GhostPenalty(const CutMesh<dim>& mesh);
  /// The matrix of the faces across `axis`, row by row; its unknowns are the scalar shapes of the first cell,
  /// then those of the second, so that those shared by both appear twice.
  const std::vector<double>& matrix(unsigned int axis) const { return matrices_[axis]; }

 private:
  std::array<std::vector<double>, dim> matrices_;
};

}  // namespace catena
