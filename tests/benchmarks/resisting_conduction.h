// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/lac/petsc_sparse_matrix.h>
#include <deal.II/lac/petsc_vector.h>

#include <array>
#include <functional>
#include <memory>
#include <vector>

#include "solvers/cut_cells/field_numbering.h"
#include "solvers/cut_cells/interface_points.h"
#include "solvers/cut_cells/phase_space.h"
#include "tests/benchmarks/kept_solver.h"
#include "tests/benchmarks/part_clock.h"

namespace catena::benchmarks {

/// Conduction in two phases that a resisting interface parts, on one rank:
///   div(k_p grad u_p) = 0,  k_p d_n u_p = k_m d_n u_m = (u_m - u_p)/resistance on the interface,
/// with u given on part of the box and no flux through the rest.
class ResistingConduction {
 public:
  struct Problem {
    LevelSet<3> level_set;
    MeshOptions<3> mesh;
    std::array<double, 2> conductivity;  ///< by Phase
    double resistance;
    std::function<bool(unsigned int axis, bool far)> held;  ///< faces of the box where u is given
    std::function<double(const dealii::Point<3>&)> boundary;
  };
  using Exact = std::function<double(Phase, const dealii::Point<3>&)>;

  /// Solves twice, the second time with what was made for the first.
  ResistingConduction(const Problem& problem, CutRun& run);

  /// Relative L2 error over both phases.
  double error(const Exact& exact) const;
  /// Calls with place, normal, weight and u_m - u_p of every interface point.
  using Visit =
      std::function<void(const dealii::Point<3>&, const dealii::Tensor<1, 3>&, double weight, double jump)>;
  void visit_jumps(const Visit& visit) const;

 private:
  using Matrix = dealii::PETScWrappers::MPI::SparseMatrix;
  using Vector = dealii::PETScWrappers::MPI::Vector;

  /// Of one phase at an interface.
  std::vector<dealii::types::global_dof_index> unknowns_at(const InterfacePoints<3>::Cell& cell,
                                                           int phase) const;
  void assemble();
  void hold_boundary();

  Problem problem_;
  std::unique_ptr<CutMesh<3>> mesh_;
  std::array<std::unique_ptr<PhaseSpace<3>>, 2> spaces_;
  std::unique_ptr<FieldNumbering<3>> numbering_;
  std::unique_ptr<InterfacePoints<3>> points_;
  dealii::AffineConstraints<double> constraints_;
  Matrix system_;
  Vector load_, solution_;
};

}  // namespace catena::benchmarks
