// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/tangent_solver.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/cut_cells/default_option.h"

namespace catena {
namespace {

/// Multigrid's matrices keep what the same products of other numbers would need, a quarter of the memory on
/// several ranks; they are never asked for these.
void forget_products(PC multigrid, PetscInt levels) {
  for (PetscInt level = 0; level < levels; ++level) {
    KSP smoother;
    Mat matrix;
    check_petsc(PCMGGetSmoother(multigrid, level, &smoother));
    check_petsc(KSPGetOperators(smoother, nullptr, &matrix));
    check_petsc(MatProductClear(matrix));
  }
}

}  // namespace

TangentSolver::TangentSolver(MPI_Comm comm, PetscInt owned, bool direct, bool rigid_modes, Product product)
    : direct_(direct), rigid_modes_(rigid_modes), product_(std::move(product)), kept_(direct ? 40 : 80) {
  check_petsc(MatCreateShell(comm, owned, owned, PETSC_DETERMINE, PETSC_DETERMINE, this, &shell_));
  check_petsc(
      MatShellSetOperation(shell_, MATOP_MULT, reinterpret_cast<void (*)()>(&TangentSolver::multiply)));
  create();
}

void TangentSolver::create() {
  check_petsc(KSPCreate(PetscObjectComm(reinterpret_cast<PetscObject>(shell_)), &solver_));
  // Defaults go through the options database, which all solvers share: those that differ need their own
  // names.
  const std::string prefix = rigid_modes_ ? "mechanics_" : "quadratic_mechanics_";
  check_petsc(KSPSetOptionsPrefix(solver_, prefix.c_str()));
  check_petsc(KSPSetType(solver_, KSPCG));
  check_petsc(KSPSetNormType(solver_, KSP_NORM_NATURAL));
  check_petsc(KSPSetResidualHistory(solver_, nullptr, PETSC_DECIDE, PETSC_TRUE));
  choose_defaults(prefix);
  check_petsc(KSPSetFromOptions(solver_));
}

TangentSolver::~TangentSolver() {
  PetscErrorCode failed = KSPDestroy(&solver_);
  failed = MatDestroy(&shell_);
  (void)failed;
}

void TangentSolver::choose_defaults(const std::string& prefix) const {
  PC preconditioner;
  check_petsc(KSPGetPC(solver_, &preconditioner));
  if (direct_) {
    check_petsc(PCSetType(preconditioner, PCCHOLESKY));
    check_petsc(PCFactorSetMatSolverType(preconditioner, MATSOLVERMUMPS));
    return;
  }
  check_petsc(PCSetType(preconditioner, PCGAMG));
  check_petsc(PCSetUseAmat(preconditioner,
                           PETSC_FALSE));  // smooth with the matrix, which costs less than the tangent
  default_option(prefix, "pc_gamg_threshold", "0.01");
  default_option(prefix, "mg_levels_ksp_type", "chebyshev");
  default_option(prefix, "mg_levels_ksp_max_it", rigid_modes_ ? "1" : "2");
  // SOR meets zero diagonals in the small aggregates that six modes make.
  default_option(prefix, "mg_levels_pc_type", rigid_modes_ ? "jacobi" : "sor");
}

PetscErrorCode TangentSolver::multiply(Mat shell, Vec in, Vec out) {
  TangentSolver* self = nullptr;
  const PetscErrorCode failed = MatShellGetContext(shell, &self);
  if (failed == 0) self->product_(in, out);
  return failed;
}

void TangentSolver::forget() {
  check_petsc(KSPDestroy(&solver_));  // its reset would leave multigrid's levels
  smoothed_.reset();
  create();
}

void TangentSolver::precondition(Mat matrix) {
  check_petsc(KSPSetOperators(solver_, shell_, matrix));
  kept_.renewed();
  set_up_multigrid(matrix);
}

void TangentSolver::set_up_multigrid(Mat matrix) {
  PC preconditioner;
  PetscBool multigrid;
  check_petsc(KSPGetPC(solver_, &preconditioner));
  check_petsc(PetscObjectTypeCompare(reinterpret_cast<PetscObject>(preconditioner), PCGAMG, &multigrid));
  if (!multigrid) return;
  check_petsc(KSPSetUp(solver_));
  PetscInt levels;
  check_petsc(PCMGGetLevels(preconditioner, &levels));
  forget_products(preconditioner, levels);
  smooth_in_single_precision(preconditioner, levels, matrix);
}

void TangentSolver::smooth_in_single_precision(PC preconditioner, PetscInt levels, Mat matrix) {
  PetscInt block;
  check_petsc(MatGetBlockSize(matrix, &block));
  if (levels < 2 || block < 2 || block > 3) return;
  auto product = std::make_unique<SinglePrecisionProduct>(matrix);
  KSP smoother;
  check_petsc(PCMGGetSmoother(preconditioner, levels - 1, &smoother));
  check_petsc(KSPSetOperators(smoother, product->matrix(), matrix));
  check_petsc(PCMGSetResidual(preconditioner, levels - 1, PCMGResidualDefault, product->matrix()));
  smoothed_ = std::move(product);
}

TangentSolver::Outcome TangentSolver::solve(Vec right, Vec solution, double relative, double absolute) {
  constexpr int most_iterations = 1000;
  const int patience = kept_.patience(-std::log10(relative), most_iterations);
  check_petsc(KSPSetTolerances(solver_, relative, std::max(absolute, 1e-50), 1e6, patience));
  check_petsc(KSPSetInitialGuessNonzero(solver_, go_on_ ? PETSC_TRUE : PETSC_FALSE));
  check_petsc(KSPSolve(solver_, right, solution));
  KSPConvergedReason reason;
  PetscInt iterations;
  check_petsc(KSPGetConvergedReason(solver_, &reason));
  check_petsc(KSPGetIterationNumber(solver_, &iterations));
  last_ = static_cast<int>(iterations);
  if (last_ > 0 && (reason > 0 || reason == KSP_DIVERGED_ITS)) kept_.used(last_, -std::log10(reduction()));
  go_on_ = reason == KSP_DIVERGED_ITS && patience < most_iterations;
  if (reason > 0) return Outcome::converged;
  if (go_on_) return Outcome::worn;
  return reason == KSP_DIVERGED_INDEFINITE_MAT ? Outcome::indefinite : Outcome::failed;
}

double TangentSolver::reduction() const {
  const PetscReal* norms;
  PetscInt count;
  check_petsc(KSPGetResidualHistory(solver_, &norms, &count));
  return count > 1 && norms[0] > 0 ? std::clamp(norms[count - 1] / norms[0], 1e-16, 1.) : 1;
}

void attach_rigid_motions(Mat matrix, Vec coordinates) {
  MatNullSpace motions;
  check_petsc(MatNullSpaceCreateRigidBody(coordinates, &motions));
  check_petsc(MatSetNearNullSpace(matrix, motions));
  check_petsc(MatNullSpaceDestroy(&motions));
}

}  // namespace catena
