// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Multigrid with a smoother in single precision solves to ten digits, also after its matrix was replaced,
// stops where an absolute tolerance says so, and lets go of its matrix when told to forget it.
#include "solvers/mechanics/tangent_solver.h"

#include <boost/test/unit_test.hpp>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/cut_cells/start_petsc.h"

using namespace catena;

namespace {

constexpr PetscInt own_nodes = 300, dim = 3;

/// A chain of nodes, coupled to the next by springs, along it ten times as stiff as across, and a little to
/// the ground.
Mat chain_of_springs(double ground) {
  Mat matrix;
  check_petsc(MatCreateAIJ(PETSC_COMM_WORLD, own_nodes * dim, own_nodes * dim, PETSC_DETERMINE,
                           PETSC_DETERMINE, 3, nullptr, 3, nullptr, &matrix));
  PetscInt first, last, size;
  check_petsc(MatGetOwnershipRange(matrix, &first, &last));
  check_petsc(MatGetSize(matrix, &size, nullptr));
  for (PetscInt row = first; row < last; ++row) {
    const double spring = row % dim == 0 ? 10 : 1;
    double diagonal = ground;
    for (const PetscInt column : {row - dim, row + dim}) {
      if (column < 0 || column >= size) continue;
      check_petsc(MatSetValue(matrix, row, column, -spring, INSERT_VALUES));
      diagonal += spring;
    }
    check_petsc(MatSetValue(matrix, row, row, diagonal, INSERT_VALUES));
  }
  check_petsc(MatAssemblyBegin(matrix, MAT_FINAL_ASSEMBLY));
  check_petsc(MatAssemblyEnd(matrix, MAT_FINAL_ASSEMBLY));
  check_petsc(MatSetBlockSize(matrix, dim));
  return matrix;
}

/// Residual over right-hand side.
double residual(Mat matrix, Vec right, Vec solution) {
  Vec left;
  PetscReal norm, scale;
  check_petsc(VecDuplicate(right, &left));
  check_petsc(MatMult(matrix, solution, left));
  check_petsc(VecAXPY(left, -1., right));
  check_petsc(VecNorm(left, NORM_2, &norm));
  check_petsc(VecNorm(right, NORM_2, &scale));
  check_petsc(VecDestroy(&left));
  return norm / scale;
}

}  // namespace

BOOST_AUTO_TEST_CASE(multigrid_solves_one_matrix_after_the_other) {
  start_petsc();
  Mat matrix = nullptr;
  Vec right, solution;
  TangentSolver solver(PETSC_COMM_WORLD, own_nodes * dim, false, true,
                       [&](Vec in, Vec out) { check_petsc(MatMult(matrix, in, out)); });
  for (const double ground : {0.01, 3., 0.3}) {
    matrix = chain_of_springs(ground);
    check_petsc(MatCreateVecs(matrix, &solution, &right));
    check_petsc(VecSet(right, 1.));
    solver.precondition(matrix);
    BOOST_TEST((solver.solve(right, solution, 1e-12, 0) == TangentSolver::Outcome::converged));
    BOOST_TEST(residual(matrix, right, solution) < 1e-10);
    BOOST_TEST(solver.iterations() < 60);
    BOOST_TEST(solver.reduction() < 1e-12);
    BOOST_TEST((solver.solve(right, solution, 1e-12, 1e30) == TangentSolver::Outcome::converged));
    BOOST_TEST(solver.iterations() == 0);
    BOOST_TEST(solver.reduction() == 1);
    if (ground == 3) {
      solver.forget();
      PetscInt references;
      check_petsc(PetscObjectGetReference(reinterpret_cast<PetscObject>(matrix), &references));
      BOOST_TEST(references == 1);
    }
    for (Vec* vector : {&right, &solution}) check_petsc(VecDestroy(vector));
    check_petsc(MatDestroy(&matrix));
  }
}
