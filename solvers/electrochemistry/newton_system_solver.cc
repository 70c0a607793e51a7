// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/electrochemistry/newton_system_solver.h"

#include <algorithm>
#include <cmath>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/cut_cells/default_option.h"

namespace catena {
namespace {

constexpr int most_iterations = 200;

}  // namespace

NewtonSystemSolver::NewtonSystemSolver(MPI_Comm comm, const std::vector<PetscInt>& concentrations,
                                       const std::vector<PetscInt>& potentials, bool direct,
                                       const std::string& prefix)
    : setup_cost_(direct ? 50 : 20) {
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
    check_petsc(PCFieldSplitSetType(pc, PC_COMPOSITE_MULTIPLICATIVE));
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
#ifdef PETSC_HAVE_HYPRE
    default_option(second, "pc_type", "hypre");
    default_option(second, "pc_hypre_type", "boomeramg");
    default_option(second, "pc_hypre_boomeramg_strong_threshold", "0.5");
    default_option(second, "pc_hypre_boomeramg_coarsen_type", "HMIS");
    default_option(second, "pc_hypre_boomeramg_interp_type", "ext+i");
    default_option(second, "pc_hypre_boomeramg_P_max", "4");
    default_option(second, "pc_hypre_boomeramg_agg_nl", "1");
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

void NewtonSystemSolver::forget_factors() {
  // A factorisation by MUMPS that failed once, on numbers that are none, fails for good.
  PC pc;
  PetscBool direct;
  check_petsc(KSPGetPC(ksp_, &pc));
  check_petsc(PetscObjectTypeCompare(reinterpret_cast<PetscObject>(pc), PCLU, &direct));
  if (direct) check_petsc(PCReset(pc));
}

NewtonSystemSolver::Result NewtonSystemSolver::attempt(Mat matrix, Vec rhs, Vec solution, bool keep) {
  check_petsc(KSPSetReusePreconditioner(ksp_, keep ? PETSC_TRUE : PETSC_FALSE));
  check_petsc(KSPSetOperators(ksp_, matrix, matrix));
  if (!keep) ++setups_;
  check_petsc(KSPSolve(ksp_, rhs, solution));
  KSPConvergedReason reason;
  PetscInt iterations;
  check_petsc(KSPGetConvergedReason(ksp_, &reason));
  check_petsc(KSPGetIterationNumber(ksp_, &iterations));
  return {reason > 0, static_cast<int>(iterations),
          reason > 0 ? std::string() : std::string("linear solver: ") + KSPConvergedReasons[reason]};
}

NewtonSystemSolver::Result NewtonSystemSolver::solve(Mat matrix, Vec rhs, Vec solution, double relative,
                                                     double absolute, int kind) {
  check_petsc(KSPSetTolerances(ksp_, relative, absolute, PETSC_DEFAULT, most_iterations));
  PetscReal start, end;
  check_petsc(VecNorm(rhs, NORM_2, &start));
  bool keep = kind == kind_ && wasted_ < setup_cost_;
  Result result = attempt(matrix, rhs, solution, keep);
  if (!result.converged && keep) {
    const int before = result.iterations;
    keep = false;
    result = attempt(matrix, rhs, solution, keep);
    result.iterations += before;
  }
  kind_ = result.converged ? kind : -1;
  if (!result.converged) forget_factors();
  check_petsc(KSPGetResidualNorm(ksp_, &end));
  const double decades = std::max(0.5, std::log10(start / std::max(end, 1e-300)));
  if (!keep) {
    fresh_rate_ = result.iterations / decades;
    wasted_ = 0;
  } else {
    wasted_ += std::max(0., result.iterations - fresh_rate_ * decades);
  }
  return result;
}

}  // namespace catena
