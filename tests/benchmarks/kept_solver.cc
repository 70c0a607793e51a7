// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/benchmarks/kept_solver.h"

#include <stdexcept>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/cut_cells/default_multigrid.h"
#include "solvers/cut_cells/default_option.h"

namespace catena::benchmarks {

KeptSolver::KeptSolver(Mat matrix, Preconditioner preconditioner, const std::string& prefix)
    : matrix_(matrix) {
  check_petsc(MatSetOption(matrix, MAT_SYMMETRIC, PETSC_TRUE));
  check_petsc(MatSetOption(matrix, MAT_SPD, PETSC_TRUE));
  check_petsc(KSPCreate(PETSC_COMM_WORLD, &solver_));
  check_petsc(KSPSetOptionsPrefix(solver_, prefix.c_str()));
  check_petsc(KSPSetOperators(solver_, matrix, matrix));
  check_petsc(KSPSetType(solver_, preconditioner == Preconditioner::factors ? KSPPREONLY : KSPCG));
  check_petsc(KSPSetTolerances(solver_, 1e-8, 1e-50, PETSC_DEFAULT, 1000));
  PC pc;
  check_petsc(KSPGetPC(solver_, &pc));
  switch (preconditioner) {
    case Preconditioner::factors:
      check_petsc(PCSetType(pc, PCCHOLESKY));
      check_petsc(PCFactorSetMatSolverType(pc, MATSOLVERMUMPS));
      break;
    case Preconditioner::sweeps:
      check_petsc(PCSetType(pc, PCSOR));
      check_petsc(PCSORSetSymmetric(pc, SOR_LOCAL_SYMMETRIC_SWEEP));
      break;
    case Preconditioner::aggregation:
      check_petsc(PCSetType(pc, PCGAMG));
      default_option(prefix, "pc_gamg_threshold", "0.01");
      break;
    case Preconditioner::multigrid:
      check_petsc(PCSetType(pc, PCHYPRE));
      default_multigrid(prefix);
      break;
  }
  check_petsc(KSPSetFromOptions(solver_));
  check_petsc(KSPSetUp(solver_));
  check_petsc(KSPSetUpOnBlocks(solver_));
}

KeptSolver::~KeptSolver() {
  const PetscErrorCode failed = KSPDestroy(&solver_);
  (void)failed;
}

int KeptSolver::solve(Vec right, Vec solution) {
  check_petsc(KSPSetOperators(solver_, matrix_, matrix_));
  return run(right, solution);
}

int KeptSolver::solve(Mat near, Vec right, Vec solution) {
  KSPType type;
  check_petsc(KSPGetType(solver_, &type));
  const std::string kept = type;
  check_petsc(KSPSetType(solver_, KSPCG));
  check_petsc(KSPSetOperators(solver_, near, matrix_));
  const int iterations = run(right, solution);
  check_petsc(KSPSetType(solver_, kept.c_str()));
  return iterations;
}

int KeptSolver::run(Vec right, Vec solution) {
  KSPType type;
  check_petsc(KSPGetType(solver_, &type));
  check_petsc(KSPSetInitialGuessNonzero(solver_, std::string(type) == KSPPREONLY ? PETSC_FALSE : PETSC_TRUE));
  check_petsc(KSPSetReusePreconditioner(solver_, PETSC_TRUE));
  check_petsc(KSPSolve(solver_, right, solution));
  KSPConvergedReason reason;
  PetscInt iterations;
  check_petsc(KSPGetConvergedReason(solver_, &reason));
  check_petsc(KSPGetIterationNumber(solver_, &iterations));
  if (reason <= 0) throw std::runtime_error("the linear solver gave up: reason " + std::to_string(reason));
  return iterations;
}

}  // namespace catena::benchmarks
