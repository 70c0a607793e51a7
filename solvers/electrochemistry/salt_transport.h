// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/tensor.h>

#include <vector>

#include "solvers/cut_cells/assembly.h"
#include "solvers/electrochemistry/electrode_fields.h"
#include "solvers/electrochemistry/local_values.h"
#include "solvers/materials/material.h"

namespace catena {

/// Ions in the pores where the salt moves, y = c_e/c_e0 (Newman and Thomas-Alyea, Electrochemical Systems,
/// 3rd ed. (2004), ch. 12):
///   row of y:      F c_e0 (D_e(y) grad y, grad w) + (1 - t+) I/A <1, w>_lithium
///   row of phi_e:  (kappa(y) (grad phi_e - b grad ln y), grad e),  b = (2 R T/F)(1 - t+)(1 + dln f/dln c)
/// with effective values of the porous matrix; what the reaction puts in is ChargeTransfer's. The lithium's
/// face takes up what the particles give off, so that no salt is lost.
template <int dim>
class SaltTransport {
 public:
  SaltTransport(const ElectrodeFields<dim>& fields, const Material& material, const LocalValues& layout);

  /// `current` through the electrode, pA.
  void evaluate(const double* values, double current);
  void add_residual(double* sums) const;
  /// Without the dependence of the current on the fields.
  void add_jacobian(const Assembly<dim>& assembly, dealii::PETScWrappers::MPI::SparseMatrix& matrix) const;

 private:
  struct Cell {
    std::size_t first;
    const ShapeTable<dim>* table;
    std::vector<unsigned int> places;                      ///< [phi_e, y][shape]
    std::vector<dealii::types::global_dof_index> numbers;  ///< likewise
  };

  void find_lithium_face(const ElectrodeFields<dim>& fields, const LocalValues& layout);

  const Material& material_;
  double salt_scale_, effective_, diffusion_potential_, migrated_, initial_;
  double current_density_ = 0, face_area_ = 0;
  std::vector<Cell> cells_;
  /// Integrals of the shape functions over this rank's part of the lithium's face.
  std::vector<std::pair<unsigned int, double>> face_;
  std::vector<double> c_, kappa_, dkappa_, D_, dD_, inverse_, dinverse_;
  std::vector<dealii::Tensor<1, dim>> potential_gradient_, salt_gradient_;
};

}  // namespace catena
