// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/lac/petsc_sparse_matrix.h>

#include <array>
#include <vector>

#include "solvers/cut_cells/assembly.h"
#include "solvers/materials/elasticity.h"
#include "solvers/mechanics/displacement_space.h"
#include "solvers/mechanics/misfit_strain.h"

namespace catena {

/// Linear elasticity of the two phases without the interface between them, GPa and um:
///   (sigma(u), eps(v)) = (3 K e, div v)_particles + <p0, v_last>_separator
/// with sigma = lambda tr(eps) I + 2 mu eps, misfit strain e, stack pressure p0; in two dimensions plane
/// strain. The stiffness holds a ghost penalty and is made once, without a place for what the interface
/// couples, since most of the solver's time goes into its products.
template <int dim>
class ElasticBulk {
 public:
  using Vector = typename DisplacementSpace<dim>::Vector;
  using Matrix = dealii::PETScWrappers::MPI::SparseMatrix;

  /// \param ghost_weight of the ghost penalty, in Young's moduli.
  ElasticBulk(const DisplacementSpace<dim>& space, const Elasticity& particle, const Elasticity& matrix,
              double ghost_weight);
  ~ElasticBulk();
  ElasticBulk(const ElasticBulk&) = delete;
  ElasticBulk& operator=(const ElasticBulk&) = delete;

  Mat stiffness() const { return stiffness_; }
  /// Young's modulus of the matrix times h^(dim-2): what stands on the diagonal of unknowns that are not
  /// free.
  double diagonal() const { return diagonal_; }
  /// The elastic constants of a phase in GPa.
  const Elasticity& elasticity(int p) const { return elasticity_[p]; }

  /// Adds the load of the misfit strain. \param concentration x = c/c_max at [owned particle cell][shape].
  void add_misfit_load(const std::vector<double>& concentration, MisfitStrain& misfit, Vector& load) const;
  /// Adds the load of a pressure [Pa] on the face at coordinate 0 of the last axis.
  /// \throws InputError on all ranks if a particle touches that face.
  void add_pressure_load(double pressure, Vector& load) const;

 private:
  void add_stiffness(int p, const Assembly<dim>& assembly, Matrix& whole) const;

  const DisplacementSpace<dim>& space_;
  std::array<Elasticity, 2> elasticity_;
  Mat stiffness_ = nullptr;
  double diagonal_;
};

}  // namespace catena
