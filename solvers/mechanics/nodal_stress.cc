// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/nodal_stress.h"

#include <deal.II/lac/vector.h>
#include <petscksp.h>

#include <algorithm>

#include "jobs/run/error.h"
#include "solvers/cut_cells/cell_products.h"
#include "solvers/cut_cells/check_petsc.h"

namespace catena {
namespace {

/// Of the ghost penalty; times h^2, to go with a mass matrix.
constexpr double ghost_weight = 0.01;

}  // namespace

template <int dim>
NodalStress<dim>::NodalStress(const CutMesh<dim>& mesh)
    : particles_(mesh, Phase::particles, 1),
      numbering_(mesh.communicator(), {&particles_}, 0),
      hanging_(numbering_.hanging_nodes()),
      load_(numbering_.owned(), mesh.communicator()),
      values_(numbering_.owned(), mesh.communicator()),
      with_ghosts_(numbering_.owned(), numbering_.relevant(), mesh.communicator()) {
  hanging_.close();
  Assembly<dim> assembly(numbering_, hanging_);
  assembly.make_pattern({});
  assembly.start(mass_);
  assembly.add_cells(
      0,
      [](const auto&, const auto&, const auto& table, std::vector<double>& matrix) {
        add_mass(table, table.weight, matrix);
      },
      mass_);
  double h = *std::max_element(mesh.finest_edge().begin(), mesh.finest_edge().end());
  assembly.add_ghost_penalty(
      0, [h](const auto&, const auto&) { return ghost_weight * h * h; }, mass_);
  assembly.finish(mass_, 1.);
  check_petsc(KSPCreate(mesh.communicator(), &solver_));
  check_petsc(KSPSetOptionsPrefix(solver_, "stress_"));
  check_petsc(KSPSetType(solver_, KSPCG));
  PC preconditioner;
  check_petsc(KSPGetPC(solver_, &preconditioner));
  check_petsc(PCSetType(preconditioner, PCJACOBI));
  check_petsc(KSPSetOperators(solver_, mass_, mass_));
  // A stress that has gone leaves a first guess far above the load: no reason to give up.
  check_petsc(KSPSetTolerances(solver_, 1e-10, 1e-50, 1e100, 1000));
  check_petsc(KSPSetInitialGuessNonzero(solver_, PETSC_TRUE));
  check_petsc(KSPSetFromOptions(solver_));
}

template <int dim>
NodalStress<dim>::~NodalStress() {
  const PetscErrorCode failed = KSPDestroy(&solver_);
  (void)failed;
}

template <int dim>
std::vector<double> NodalStress<dim>::project(const std::vector<double>& at_points) {
  load_ = 0;
  dealii::Vector<double> local;
  const double* value = at_points.data();
  for (const auto& cell : particles_.cells()) {
    const auto& table = particles_.table(cell);
    local.reinit(table.shapes);
    for (unsigned int q = 0; q < table.points; ++q)
      for (unsigned int i = 0; i < table.shapes; ++i)
        local[i] += table.weight[q] * value[q] * table.values(q)[i];
    value += table.points;
    hanging_.distribute_local_to_global(local, numbering_.numbers(0, cell.unknowns), load_);
  }
  load_.compress(dealii::VectorOperation::add);
  check_petsc(KSPSolve(solver_, load_, values_));
  KSPConvergedReason reason;
  check_petsc(KSPGetConvergedReason(solver_, &reason));
  if (reason <= 0)
    throw NumericsError("the projection of the stress to the nodes did not converge (PETSc's reason " +
                        std::to_string(static_cast<int>(reason)) +
                        "); see the options -stress_ksp_type and -stress_pc_type");
  hanging_.distribute(values_);
  with_ghosts_ = values_;
  std::vector<double> at_shapes;
  std::vector<double> of_cell;
  for (const auto& cell : particles_.cells()) {
    of_cell.resize(cell.unknowns.size());
    with_ghosts_.extract_subvector_to(numbering_.numbers(0, cell.unknowns), of_cell);
    at_shapes.insert(at_shapes.end(), of_cell.begin(), of_cell.end());
  }
  return at_shapes;
}

template class NodalStress<2>;
template class NodalStress<3>;

}  // namespace catena
