// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/lac/affine_constraints.h>
#include <deal.II/lac/dynamic_sparsity_pattern.h>
#include <deal.II/lac/petsc_sparse_matrix.h>

#include <functional>
#include <utility>
#include <vector>

#include "solvers/cut_cells/field_numbering.h"
#include "solvers/cut_cells/ghost_penalty.h"
#include "solvers/cut_cells/phase_space.h"

namespace catena {

/// Puts what cells, faces and interfaces contribute into one distributed matrix in a FieldNumbering. Unknowns
/// that a list holds twice (the two cells of a face share some) are merged first: deal.II would build a wrong
/// matrix without a word.
template <int dim>
class Assembly {
 public:
  using Index = dealii::types::global_dof_index;
  /// Fills the matrix of one cell: (cell, its geometry, its table, matrix[row * n + column]), n = shapes *
  /// components, zero on entry.
  using CellMatrix =
      std::function<void(const typename PhaseSpace<dim>::Cell&, const typename CutMesh<dim>::Cell&,
                         const ShapeTable<dim>&, std::vector<double>&)>;

  using Pairs = std::vector<std::pair<unsigned int, unsigned int>>;  ///< of fields
  /// Weight of a face's penalty, of its two cells.
  using FaceWeight =
      std::function<double(const typename CutMesh<dim>::Cell&, const typename CutMesh<dim>::Cell&)>;

  Assembly(const FieldNumbering<dim>& numbering, const dealii::AffineConstraints<double>& constraints);

  /// The pattern of all couplings: within each field by cells and ghost faces, and between the two fields of
  /// each pair of `coupled` in the cells that both reach into.
  void make_pattern(const Pairs& coupled);
  /// The pattern of the couplings in cells that both fields of a pair reach into, of each with itself too.
  void make_pattern_between(const Pairs& coupled);
  void forget_pattern() { pattern_.reinit(0, 0); }
  /// An empty matrix of the last pattern made, zero.
  void start(dealii::PETScWrappers::MPI::SparseMatrix& matrix) const;
  /// Adds the matrices of all cells of field `f`.
  void add_cells(unsigned int f, const CellMatrix& cell_matrix,
                 dealii::PETScWrappers::MPI::SparseMatrix& matrix) const;
  /// Adds the ghost penalty of field `f`, the same in every component, times the face's weight.
  void add_ghost_penalty(unsigned int f, const FaceWeight& weight,
                         dealii::PETScWrappers::MPI::SparseMatrix& matrix) const;
  /// Adds `values` (row by row) for unknowns in the whole numbering; duplicates are merged, constrained
  /// unknowns replaced by those they hang on (homogeneous constraints only).
  void add(const std::vector<Index>& unknowns, const std::vector<double>& values,
           dealii::PETScWrappers::MPI::SparseMatrix& matrix) const;
  /// Ends a matrix: exchanges, and puts `diagonal` on the rows of constrained unknowns, which hold nothing
  /// else: so a constrained unknown of a solution is zero until AffineConstraints::distribute gives it its
  /// value.
  void finish(dealii::PETScWrappers::MPI::SparseMatrix& matrix, double diagonal) const;

  const FieldNumbering<dim>& numbering() const { return numbering_; }
  const dealii::AffineConstraints<double>& constraints() const { return constraints_; }

 private:
  /// Unknowns by those that they resolve to, each once.
  struct Resolved {
    struct Term {
      Index master;
      unsigned int local;
      double weight;
      std::size_t place = 0;  ///< of the master in `masters`
    };
    std::vector<Index> masters;
    std::vector<Term> terms;
  };
  Resolved resolve(const std::vector<Index>& unknowns) const;
  void couple(const std::vector<Index>& unknowns);
  void couple_within_fields();
  void couple_between(const Pairs& coupled);
  void clear_pattern();
  /// Exchanges what this rank has found in others' rows.
  void share_pattern();
  /// Of one component of both cells of a face.
  std::vector<Index> face_numbers(unsigned int f, const typename PhaseSpace<dim>::Face& face,
                                  unsigned int component) const;

  const FieldNumbering<dim>& numbering_;
  const dealii::AffineConstraints<double>& constraints_;
  GhostPenalty<dim> penalty_;
  dealii::DynamicSparsityPattern pattern_;
};

}  // namespace catena
