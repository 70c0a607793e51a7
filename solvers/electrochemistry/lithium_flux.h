// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/tensor.h>

#include <vector>

#include "solvers/cut_cells/assembly.h"
#include "solvers/cut_cells/cell_entries.h"
#include "solvers/electrochemistry/electrode_fields.h"
#include "solvers/electrochemistry/local_values.h"
#include "solvers/materials/material.h"
#include "solvers/materials/tabulated_laws.h"

namespace catena {

/// What of the lithium flux in the particles is not linear: D(x) where it varies, and the flux that a given
/// stress drives,
///   J/c_max = -D(x) grad x + D(x) g(x) grad(Omega(x) sigma_h),
///   g = x/(R T) (`ideal`) or 1/(-F U') (`ocp_consistent`: the mobility that U implies),
/// as it follows from a chemical potential mu_0(x) - Omega(x) sigma_h, also where Omega depends on x,
/// with its exact derivative by x. Row of x: -F c_max (J/c_max, grad q).
template <int dim>
class LithiumFlux {
 public:
  LithiumFlux(const ElectrodeFields<dim>& fields, const Material& material, const LocalValues& layout);

  /// sigma_h [Pa] at [owned particle cell][shape]; without effect if the material's StressDiffusion is none.
  void set_hydrostatic_stress(const std::vector<double>& at_cells);
  /// Whether there is anything to add; the same on all ranks.
  bool active() const { return varies_ || stressed_; }

  void evaluate(const double* values);
  void add_residual(double* sums) const;
  void add_jacobian(const Assembly<dim>& assembly, dealii::PETScWrappers::MPI::SparseMatrix& matrix,
                    CellEntries& entries) const;

 private:
  struct Cell {
    std::size_t first;
    const ShapeTable<dim>* table;
    std::vector<unsigned int> places;
    std::vector<PetscInt> numbers;
    bool hangs;  ///< one of its unknowns is constrained
  };

  const Material& material_;
  double scale_;
  bool varies_, stressed_ = false;
  TabulatedLaws laws_;  ///< D, and with stress B = D g Omega and C = D g Omega'
  std::vector<Cell> cells_;
  std::vector<double> x_, D_, dD_, B_, dB_, C_, dC_, stress_;
  std::vector<dealii::Tensor<1, dim>> gradient_, stress_gradient_;
};

}  // namespace catena
