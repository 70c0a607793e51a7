// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "solvers/electrochemistry/electrochemistry.h"
#include "solvers/electrochemistry/local_values.h"
#include "solvers/output/cell_rows.h"

namespace catena {

/// Between what lies on the mesh of this rank and rows by cell, for checkpoints.
template <int dim>
class MeshRows {
 public:
  using Vector = typename Electrochemistry<dim>::Vector;

  MeshRows(const InterfacePoints<dim>& points, const Electrochemistry<dim>& electrochemistry);

  /// Field `f` of a vector in the whole numbering, at the cells' nodes. Collective.
  CellRows field(unsigned int f, const Vector& u) const;
  /// The cells whose rows field `f` wants.
  std::vector<std::uint64_t> field_keys(unsigned int f) const;
  /// Sets the owned entries of field `f` from rows in the order of field_keys().
  void set_field(unsigned int f, const CellRows& rows, Vector& u) const;

  /// An array at the interface points, [point][width]: a cell's points one after another, filled up with
  /// zeros to as many as any cell has. Collective.
  CellRows at_points(const std::vector<double>& values, std::size_t width) const;
  std::vector<std::uint64_t> point_keys() const;
  std::vector<double> from_points(const CellRows& rows, std::size_t width) const;

  /// An array at [owned cell of the phase][as many as may be]; unlike a field's, these reach into a separator.
  CellRows at_cells(Phase phase, const std::vector<double>& values) const;
  std::vector<std::uint64_t> phase_keys(Phase phase) const;

 private:
  const InterfacePoints<dim>& points_;
  const Electrochemistry<dim>& electrochemistry_;
  mutable LocalValues local_;
  std::size_t most_points_ = 0;  ///< of any cell of any rank
};

}  // namespace catena
