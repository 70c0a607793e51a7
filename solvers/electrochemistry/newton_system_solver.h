// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscksp.h>

#include <string>
#include <vector>

namespace catena {

/// GMRES for the Newton systems, preconditioned from the right, so that residuals are the true ones.
///
/// A small system is factorised; a large one is split into concentrations, for which an incomplete
/// factorisation will do since storage rules them, and potentials, which get algebraic multigrid, one after
/// the other (after the block preconditioners of doi:10.1007/s10915-021-01410-5). The
/// preconditioner is kept over many systems and made anew when the iterations that its age has cost amount to
/// what making it costs.
///
/// PETSc's options with the prefix rule over all that: -<prefix>ksp_type, -<prefix>pc_type,
/// -<prefix>fieldsplit_concentrations_pc_type, -<prefix>fieldsplit_potentials_pc_type, ...
class NewtonSystemSolver {
 public:
  struct Result {
    bool converged;
    int iterations;
    std::string failure;
  };

  /// The owned unknowns of both kinds.
  NewtonSystemSolver(MPI_Comm comm, const std::vector<PetscInt>& concentrations,
                     const std::vector<PetscInt>& potentials, bool direct, const std::string& prefix);
  ~NewtonSystemSolver();
  NewtonSystemSolver(const NewtonSystemSolver&) = delete;
  NewtonSystemSolver& operator=(const NewtonSystemSolver&) = delete;

  /// Solves to |residual| <= max(relative |rhs|, absolute) from a zero start. Systems of one `kind` can share
  /// a preconditioner.
  Result solve(Mat matrix, Vec rhs, Vec solution, double relative, double absolute, int kind);
  int setups() const { return setups_; }

 private:
  Result attempt(Mat matrix, Vec rhs, Vec solution, bool keep);
  void forget_factors();

  KSP ksp_ = nullptr;
  IS concentrations_ = nullptr, potentials_ = nullptr;
  int setup_cost_;  ///< in iterations
  int kind_ = -1, setups_ = 0;
  double fresh_rate_ = 0;  ///< iterations for a tenth of the residual, just after making it
  double wasted_ = 0;      ///< iterations that the preconditioner's age has cost since
};

}  // namespace catena
