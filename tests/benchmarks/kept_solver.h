// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscksp.h>

#include <string>

namespace catena::benchmarks {

/// Conjugate gradients for one matrix, kept over many solves, to a relative residual of 1e-8. PETSc's options
/// with the prefix rule over what is chosen here.
class KeptSolver {
 public:
  /// multigrid: BoomerAMG; aggregation: PETSc's GAMG; sweeps: symmetric over-relaxation; factors: Cholesky by
  /// MUMPS.
  enum class Preconditioner { multigrid, aggregation, sweeps, factors };

  KeptSolver(Mat matrix, Preconditioner preconditioner, const std::string& prefix);
  ~KeptSolver();
  KeptSolver(const KeptSolver&) = delete;
  KeptSolver& operator=(const KeptSolver&) = delete;

  /// From the guess that `solution` holds. Gives the iterations. \throws std::runtime_error if it fails.
  int solve(Vec right, Vec solution);
  /// The same with a matrix near the one that the preconditioner was made of.
  int solve(Mat near, Vec right, Vec solution);

 private:
  int run(Vec right, Vec solution);

  Mat matrix_;
  KSP solver_ = nullptr;
};

}  // namespace catena::benchmarks
