// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscksp.h>

#include <string>
#include <vector>

#include "solvers/cut_cells/kept_preconditioner.h"

namespace catena {

/// GMRES for the Newton systems, preconditioned from the right, so that residuals are the true ones.
///
/// A small system is factorised; a large one is split into concentrations, for which an incomplete
/// factorisation will do since storage rules them, and potentials, which get algebraic multigrid, one after
/// the other (after the block preconditioners of doi:10.1007/s10915-021-01410-5). It is kept over many
/// systems (KeptPreconditioner).
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
  /// Forgets what earlier systems have taught it: the next is solved as the first was.
  void renew();

 private:
  Result attempt(Vec rhs, Vec solution, int most_iterations);
  void forget_factors();
  /// Whether potentials and concentrations are preconditioned apart.
  bool splits() const;
  /// Factorises the potentials in place of their multigrid, which fails where conduction outweighs the
  /// transfer at the interface by many orders; or goes back to multigrid. One failure says little about the
  /// next system: multigrid is tried again after 1, 4, 16, ... of them.
  void factorise_potentials(bool factorise);

  KSP ksp_ = nullptr;
  IS concentrations_ = nullptr, potentials_ = nullptr;
  KeptPreconditioner kept_;
  int kind_ = -1, setups_ = 0;
  bool factorised_ = false;  ///< the potentials
  int failures_ = 0;         ///< of new multigrid for them where a factorisation helped, one after the other
  int systems_left_ = 0;     ///< for which they stay factorised
};

}  // namespace catena
