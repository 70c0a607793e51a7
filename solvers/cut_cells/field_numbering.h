// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/index_set.h>
#include <deal.II/lac/affine_constraints.h>
#include <mpi.h>

#include <utility>
#include <vector>

#include "solvers/cut_cells/joined_numbering.h"

namespace catena {

template <int dim>
class PhaseSpace;

/// One numbering for several fields and a few lone unknowns (e.g. the cell voltage): rank r owns [field 0 of
/// r, field 1 of r, ...], the lone ones come last on the last rank. So a Newton system is one distributed
/// matrix, and a field is an index set of it.
template <int dim>
class FieldNumbering {
 public:
  using Index = dealii::types::global_dof_index;

  FieldNumbering(MPI_Comm comm, const std::vector<const PhaseSpace<dim>*>& fields, unsigned int lone);

  MPI_Comm communicator() const { return comm_; }
  unsigned int fields() const { return static_cast<unsigned int>(fields_.size()); }
  const PhaseSpace<dim>& field(unsigned int f) const { return *fields_[f]; }
  /// The number in the whole of unknown `i` of field `f`; any rank may ask for any.
  Index number(unsigned int f, Index i) const { return joined_.number(f, i); }
  /// The same for a list, e.g. the unknowns of a cell.
  std::vector<Index> numbers(unsigned int f, const std::vector<Index>& unknowns) const;
  Index lone(unsigned int k) const { return joined_.first_lone() + k; }
  unsigned int lones() const { return lone_count_; }
  Index size() const { return joined_.size(); }
  const dealii::IndexSet& owned() const { return owned_; }
  /// The least of the owned ones; 0 where there is none.
  Index first_owned() const { return owned_.n_elements() ? *owned_.begin() : 0; }
  /// Owned ones, those of cells at the border to other ranks, and all lone ones.
  const dealii::IndexSet& relevant() const { return relevant_; }
  /// Owned part of one field, a contiguous range [first, second).
  std::pair<Index, Index> owned_range(unsigned int f) const { return joined_.owned(f); }
  /// Constraints of all fields' hanging nodes, in the whole numbering; not yet closed, so that more can be
  /// added.
  dealii::AffineConstraints<double> hanging_nodes() const;

 private:
  MPI_Comm comm_;
  std::vector<const PhaseSpace<dim>*> fields_;
  unsigned int lone_count_ = 0;
  JoinedNumbering joined_;
  dealii::IndexSet owned_, relevant_;
};

}  // namespace catena
