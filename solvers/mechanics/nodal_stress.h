// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/lac/petsc_sparse_matrix.h>

#include <memory>
#include <vector>

#include "solvers/cut_cells/assembly.h"
#include "solvers/mechanics/displacement_space.h"

namespace catena {

/// A continuous field on the particles near one that is known at quadrature points only, such as a stress:
/// its L2 projection, with a ghost penalty where cells are cut.
template <int dim>
class NodalStress {
 public:
  explicit NodalStress(const CutMesh<dim>& mesh);
  ~NodalStress();
  NodalStress(const NodalStress&) = delete;
  NodalStress& operator=(const NodalStress&) = delete;

  /// From values at [owned particle cell][quadrature point] to values at [owned particle cell][shape].
  /// Collective.
  std::vector<double> project(const std::vector<double>& at_points);

 private:
  PhaseSpace<dim> particles_;
  FieldNumbering<dim> numbering_;
  dealii::AffineConstraints<double> hanging_;
  dealii::PETScWrappers::MPI::SparseMatrix mass_;
  dealii::PETScWrappers::MPI::Vector load_, values_, with_ghosts_;
  KSP solver_ = nullptr;
};

}  // namespace catena
