// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/electrochemistry/newton_system_solver.h"

#include <algorithm>
#include <cmath>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/cut_cells/default_multigrid.h"
#include "solvers/cut_cells/default_option.h"

namespace catena {
namespace {

constexpr int most_iterations = 200;
/// Failures of multigrid for the potentials, one after the other, beyond which it is tried no more rarely.
constexpr int most_failures = 6;

}  // namespace

NewtonSystemSolver::NewtonSystemSolver(MPI_Comm comm, const std::vector<PetscInt>& concentrations,
                                       const std::vector<PetscInt>& potentials, bool direct,
                                       const std::string& prefix)
    : kept_(direct ? 50 : 12) {
  int ranks;
  MPI_Comm_size(comm, &ranks);
  check_petsc(KSPCreate(comm, &ksp_));
  check_petsc(KSPSetOptionsPrefix(ksp_, prefix.c_str()));
  check_petsc(KSPSetType(ksp_, KSPGMRES));
  check_petsc(KSPGMRESSetRestart(ksp_, 60));
  check_petsc(KSPSetPCSide(ksp_, PC_RIGHT));
  check_petsc(KSPSetNormType(ksp_, KSP_NORM_UNPRECONDITIONED));
  PC pc;
  check_petsc(KSPGetPC(ksp_, &pc));
  if (direct && ranks == 1) {
    // One block: PETSc's own factorisation, which is the fastest for small systems.
    check_petsc(PCSetType(pc, PCBJACOBI));
    default_option(prefix, "sub_pc_type", "lu");
    default_option(prefix, "sub_pc_factor_mat_ordering_type", "qmd");
  } else if (direct) {
#ifdef PETSC_HAVE_MUMPS
    check_petsc(PCSetType(pc, PCLU));
    check_petsc(PCFactorSetMatSolverType(pc, MATSOLVERMUMPS));
#else
    check_petsc(PCSetType(pc, PCREDUNDANT));
#endif
  } else {
    check_petsc(PCSetType(pc, PCFIELDSPLIT));
    check_petsc(PCFieldSplitSetType(pc, PC_COMPOSITE_SCHUR));
    check_petsc(PCFieldSplitSetSchurFactType(pc, PC_FIELDSPLIT_SCHUR_FACT_LOWER));
    check_petsc(PCFieldSplitSetSchurPre(pc, PC_FIELDSPLIT_SCHUR_PRE_SELFP, nullptr));
    const auto split = [&](const char* name, const std::vector<PetscInt>& unknowns, IS& set) {
      check_petsc(ISCreateGeneral(comm, static_cast<PetscInt>(unknowns.size()), unknowns.data(),
                                  PETSC_COPY_VALUES, &set));
      check_petsc(PCFieldSplitSetIS(pc, name, set));
      default_option(prefix + "fieldsplit_" + name + "_", "ksp_type", "preonly");
    };
    split("concentrations", concentrations, concentrations_);
    split("potentials", potentials, potentials_);
    const std::string first = prefix + "fieldsplit_concentrations_";
    default_option(first, "pc_type", "bjacobi");
    default_option(first, "sub_pc_type", "ilu");
    default_option(first, "sub_pc_factor_levels", "1");
    const std::string second = prefix + "fieldsplit_potentials_";
    // Rows' sums stand for the inverse of a storage matrix better than its diagonal does.
    default_option(second, "mat_schur_complement_ainv_type", "lump");
#ifdef PETSC_HAVE_HYPRE
    default_option(second, "pc_type", "hypre");
    default_multigrid(second);
    default_option(second, "pc_hypre_boomeramg_relax_type_all", "SOR/Jacobi");
#else
    default_option(second, "pc_type", "gamg");
#endif
  }
  check_petsc(KSPSetFromOptions(ksp_));
}

NewtonSystemSolver::~NewtonSystemSolver() {
  KSPDestroy(&ksp_);
  ISDestroy(&concentrations_);
  ISDestroy(&potentials_);
}

void NewtonSystemSolver::renew() {
  kept_.forget();
  kind_ = -1;
  failures_ = systems_left_ = 0;
  if (factorised_) factorise_potentials(false);
}

void NewtonSystemSolver::forget_factors() {
  // A factorisation by MUMPS that failed once, on numbers that are none, fails for good.
  PC pc;
  PetscBool direct;
  check_petsc(KSPGetPC(ksp_, &pc));
  check_petsc(PetscObjectTypeCompare(reinterpret_cast<PetscObject>(pc), PCLU, &direct));
  if (direct) check_petsc(PCReset(pc));
}

bool NewtonSystemSolver::splits() const {
  PC pc;
  PetscBool split;
  check_petsc(KSPGetPC(ksp_, &pc));
  check_petsc(PetscObjectTypeCompare(reinterpret_cast<PetscObject>(pc), PCFIELDSPLIT, &split));
  return split;
}

void NewtonSystemSolver::factorise_potentials(bool factorise) {
  PC pc;
  check_petsc(KSPGetPC(ksp_, &pc));
  PetscInt number = 0;
  KSP* parts = nullptr;
  check_petsc(PCFieldSplitGetSubKSP(pc, &number, &parts));
  check_petsc(KSPGetPC(parts[number - 1], &pc));
  check_petsc(PetscFree(parts));
  int ranks;
  MPI_Comm_size(PetscObjectComm(reinterpret_cast<PetscObject>(ksp_)), &ranks);
  factorised_ = factorise;
  if (!factorise) {
    check_petsc(PCSetType(pc, PCNONE));
    check_petsc(PCSetFromOptions(pc));
    return;
  }
#ifdef PETSC_HAVE_MUMPS
  check_petsc(PCSetType(pc, PCLU));
  if (ranks > 1) check_petsc(PCFactorSetMatSolverType(pc, MATSOLVERMUMPS));
#else
  check_petsc(PCSetType(pc, ranks > 1 ? PCREDUNDANT : PCLU));
#endif
}

NewtonSystemSolver::Result NewtonSystemSolver::attempt(Vec rhs, Vec solution, int most) {
  check_petsc(KSPSetTolerances(ksp_, PETSC_DEFAULT, PETSC_DEFAULT, PETSC_DEFAULT, most));
  check_petsc(KSPSolve(ksp_, rhs, solution));
  KSPConvergedReason reason;
  PetscInt iterations;
  check_petsc(KSPGetConvergedReason(ksp_, &reason));
  check_petsc(KSPGetIterationNumber(ksp_, &iterations));
  // What was reached with a preconditioner that got too old is gone on from.
  check_petsc(KSPSetInitialGuessNonzero(ksp_, reason == KSP_DIVERGED_ITS ? PETSC_TRUE : PETSC_FALSE));
  return {reason > 0, static_cast<int>(iterations),
          reason > 0 ? std::string() : std::string("linear solver: ") + KSPConvergedReasons[reason]};
}

NewtonSystemSolver::Result NewtonSystemSolver::solve(Mat matrix, Vec rhs, Vec solution, double relative,
                                                     double absolute, int kind) {
  PetscReal start;
  check_petsc(VecNorm(rhs, NORM_2, &start));
  const double decades = start > 0 ? -std::log10(std::clamp(absolute / start, relative, 1.)) : 0;
  check_petsc(KSPSetTolerances(ksp_, relative, absolute, PETSC_DEFAULT, most_iterations));
  check_petsc(KSPSetOperators(ksp_, matrix, matrix));
  if (kind != kind_) kept_.forget();
  kind_ = kind;
  check_petsc(KSPSetInitialGuessNonzero(ksp_, PETSC_FALSE));
  Result result{false, 0, ""};
  bool multigrid_failed = false;
  for (bool again = false; !result.converged; again = true) {
    const bool renew = again || kept_.worn();
    if (renew && !again && factorised_ && systems_left_ == 0) factorise_potentials(false);
    check_petsc(KSPSetReusePreconditioner(ksp_, renew ? PETSC_FALSE : PETSC_TRUE));
    if (renew) {
      ++setups_;
      kept_.renewed();
    }
    const int before = result.iterations;
    result = attempt(rhs, solution, kept_.patience(decades, most_iterations));
    kept_.used(result.iterations, decades);
    result.iterations += before;
    if (!renew) continue;
    if (result.converged && !factorised_) {
      failures_ = 0;
    } else if (result.converged && multigrid_failed) {
      systems_left_ = 1 << (2 * failures_);  // 1, 4, 16, ...
      failures_ = std::min(failures_ + 1, most_failures);
    } else if (!result.converged && splits() && !factorised_) {
      multigrid_failed = true;
      factorise_potentials(true);
    } else if (!result.converged) {
      systems_left_ = 0;
      kept_.forget();
      forget_factors();
      break;
    }
  }
  if (factorised_ && systems_left_ > 0 && --systems_left_ == 0) kept_.forget();
  return result;
}

}  // namespace catena
