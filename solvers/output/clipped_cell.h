// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "solvers/cut_cells/cut_mesh.h"
#include "solvers/cut_cells/phase.h"
#include "solvers/output/vtu_piece.h"

namespace catena {

/// A convex piece of a cell, in the coordinates of the unit cell.
template <int dim>
struct CellPart {
  VtuPiece::Kind kind;
  std::vector<dealii::Point<dim>> corners;
};

/// The parts of a cell for pictures: the level set is taken as linear on simplices between the points of a
/// grid of `divisions` intervals along each edge, so that what is drawn ends at the interface.
template <int dim>
class ClippedCell {
 public:
  explicit ClippedCell(unsigned int divisions);

  /// Points at which the level set must be known, in the unit cell.
  const std::vector<dealii::Point<dim>>& points() const { return points_; }
  /// Simplices that fill the cell, by the numbers of their points.
  const std::vector<std::array<unsigned int, dim + 1>>& simplices() const { return simplices_; }
  /// Appends what of the cell lies in a phase, given the level set at points().
  void clip(const std::vector<double>& level_set, Phase phase, std::vector<CellPart<dim>>& parts) const;
  /// Appends the pieces of interface within the cell, of one dimension less.
  void cut(const std::vector<double>& level_set, std::vector<CellPart<dim>>& parts) const;
  /// The whole cell as one part.
  static CellPart<dim> whole();

 private:
  std::vector<dealii::Point<dim>> points_;
  std::vector<std::array<unsigned int, dim + 1>> simplices_;
};

}  // namespace catena
