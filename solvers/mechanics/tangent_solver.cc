// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/tangent_solver.h"

#include <string>
#include <utility>

#include "solvers/mechanics/petsc_check.h"

namespace catena {
namespace {

void default_option(const std::string& prefix, const std::string& name, const char* value) {
  PetscBool set;
  petsc(PetscOptionsHasName(nullptr, prefix.c_str(), ("-" + name).c_str(), &set));
  if (!set) petsc(PetscOptionsSetValue(nullptr, ("-" + prefix + name).c_str(), value));
}

}  // namespace

TangentSolver::TangentSolver(MPI_Comm comm, PetscInt owned, bool direct, bool rigid_modes, Product product)
    : product_(std::move(product)) {
  petsc(MatCreateShell(comm, owned, owned, PETSC_DETERMINE, PETSC_DETERMINE, this, &shell_));
  petsc(MatShellSetOperation(shell_, MATOP_MULT, reinterpret_cast<void (*)()>(&TangentSolver::multiply)));
  petsc(KSPCreate(comm, &solver_));
  // Defaults go through the options database, which all solvers share: those that differ need their own
  // names.
  const std::string prefix = rigid_modes ? "mechanics_" : "quadratic_mechanics_";
  petsc(KSPSetOptionsPrefix(solver_, prefix.c_str()));
  petsc(KSPSetType(solver_, KSPCG));
  petsc(KSPSetNormType(solver_, KSP_NORM_NATURAL));
  choose_defaults(prefix, direct, rigid_modes);
}

TangentSolver::~TangentSolver() {
  PetscErrorCode failed = KSPDestroy(&solver_);
  failed = MatDestroy(&shell_);
  (void)failed;
}

void TangentSolver::choose_defaults(const std::string& prefix, bool direct, bool rigid_modes) const {
  PC preconditioner;
  petsc(KSPGetPC(solver_, &preconditioner));
  if (direct) {
    petsc(PCSetType(preconditioner, PCCHOLESKY));
    petsc(PCFactorSetMatSolverType(preconditioner, MATSOLVERMUMPS));
    return;
  }
  petsc(PCSetType(preconditioner, PCGAMG));
  petsc(PCSetUseAmat(preconditioner,
                     PETSC_FALSE));  // smooth with the matrix, which costs less than the tangent
  default_option(prefix, "pc_gamg_threshold", "0.01");
  default_option(prefix, "mg_levels_ksp_type", "chebyshev");
  default_option(prefix, "mg_levels_ksp_max_it", "2");
  // SOR meets zero diagonals in the small aggregates that six modes make.
  default_option(prefix, "mg_levels_pc_type", rigid_modes ? "jacobi" : "sor");
}

PetscErrorCode TangentSolver::multiply(Mat shell, Vec in, Vec out) {
  TangentSolver* self = nullptr;
  const PetscErrorCode failed = MatShellGetContext(shell, &self);
  if (failed == 0) self->product_(in, out);
  return failed;
}

void TangentSolver::precondition(Mat matrix) {
  petsc(KSPSetOperators(solver_, shell_, matrix));
  if (!made_) petsc(KSPSetFromOptions(solver_));
  made_ = fresh_ = true;
}

TangentSolver::Outcome TangentSolver::solve(Vec right, Vec solution, double tolerance) {
  petsc(KSPSetTolerances(solver_, tolerance, 1e-50, 1e6, 1000));
  petsc(KSPSolve(solver_, right, solution));
  KSPConvergedReason reason;
  PetscInt iterations;
  petsc(KSPGetConvergedReason(solver_, &reason));
  petsc(KSPGetIterationNumber(solver_, &iterations));
  last_ = static_cast<int>(iterations);
  if (fresh_) first_ = last_;
  fresh_ = false;
  if (reason > 0) return Outcome::converged;
  return reason == KSP_DIVERGED_INDEFINITE_MAT ? Outcome::indefinite : Outcome::failed;
}

void attach_rigid_motions(Mat matrix, Vec coordinates) {
  MatNullSpace motions;
  petsc(MatNullSpaceCreateRigidBody(coordinates, &motions));
  petsc(MatSetNearNullSpace(matrix, motions));
  petsc(MatNullSpaceDestroy(&motions));
}

}  // namespace catena
