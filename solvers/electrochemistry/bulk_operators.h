// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/lac/petsc_sparse_matrix.h>

#include "solvers/cut_cells/assembly.h"
#include "solvers/electrochemistry/electrode_fields.h"
#include "solvers/geometry/electrode_geometry.h"
#include "solvers/materials/material.h"

namespace catena {

/// What does not change while the fields do, put together once: the matrices of storage and conduction,
///   storage     F c_max (x, q) and porosity F c_e0 (c, w)
///   conduction  F c_max D (grad x, grad q) where D is constant, sigma (grad phi, grad s), kappa (grad phi_e,
///   ...)
/// each with its ghost penalty. Lengths are micrometres and a row sums up to A/m^2 um^(dim-1): pA for a
/// thickness of 1 um in two dimensions. All matrices made here have one pattern, which also holds what the
/// interface couples.
template <int dim>
class BulkOperators {
 public:
  using Matrix = dealii::PETScWrappers::MPI::SparseMatrix;

  BulkOperators(const ElectrodeFields<dim>& fields, const ElectrodeGeometry<dim>& geometry,
                const Material& material, const ElectrochemistryOptions& options);

  const Assembly<dim>& assembly() const { return assembly_; }
  const Matrix& storage() const { return storage_; }
  const Matrix& conduction() const { return conduction_; }
  /// An empty matrix of the same pattern.
  void start(Matrix& matrix) const;

 private:
  using Cell = typename PhaseSpace<dim>::Cell;
  using Geometry = typename CutMesh<dim>::Cell;
  using Coefficient = std::function<double(const dealii::Point<dim>&)>;

  void add_storage(unsigned int f, double coefficient, double ghost_weight);
  /// `of_cell` weighs the ghost penalty: a face has the lesser of its two cells.
  void add_conduction(unsigned int f, const Coefficient& bulk, const Coefficient& of_cell,
                      double ghost_weight);

  const ElectrodeFields<dim>& fields_;
  Assembly<dim> assembly_;
  Matrix storage_, conduction_;
};

/// F c_max 1e-6 or F c_e0 1e-6: C/m^2 for each um that a concentration rises from 0 to 1.
double charge_per_length(double concentration);

}  // namespace catena
