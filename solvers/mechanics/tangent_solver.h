// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscksp.h>

#include <functional>
#include <string>

namespace catena {

/// Conjugate gradients for the tangent, which is given by its product with vectors, preconditioned by a
/// positive definite matrix near it: factorised (Cholesky by MUMPS) or with algebraic multigrid (PETSc's
/// GAMG). The preconditioner is kept over many solves and tangents, until the iterations that its age has cost
/// amount to what making it costs.
///
/// Options of PETSc with prefix `mechanics_` (without rigid modes, `quadratic_mechanics_`) override all
/// choices. All methods are collective.
class TangentSolver {
 public:
  using Product = std::function<void(Vec, Vec)>;
  enum class Outcome { converged, indefinite, failed };

  /// \param direct factorise. \param product tangent times vector, written to the second.
  TangentSolver(MPI_Comm comm, PetscInt owned, bool direct, bool rigid_modes, Product product);
  ~TangentSolver();
  TangentSolver(const TangentSolver&) = delete;
  TangentSolver& operator=(const TangentSolver&) = delete;

  /// Makes the preconditioner anew, of this matrix, at the next solve.
  void precondition(Mat matrix);
  /// Whether it was never made, or its age has cost as much as a new one.
  bool worn() const { return !made_ || wasted_ > setup_cost_; }
  /// Solves from zero to a relative tolerance in the preconditioner's energy norm.
  Outcome solve(Vec right, Vec solution, double tolerance);
  /// Iterations of the last solve.
  int iterations() const { return last_; }

 private:
  void choose_defaults(const std::string& prefix, bool direct, bool rigid_modes) const;
  static PetscErrorCode multiply(Mat shell, Vec in, Vec out);

  Product product_;
  KSP solver_ = nullptr;
  Mat shell_ = nullptr;
  bool made_ = false, fresh_ = false;
  int setup_cost_;  ///< in iterations
  int last_ = 0;
  double fresh_rate_ = 0;  ///< iterations for a tenth of the residual, just after making it
  double wasted_ = 0;      ///< iterations that the preconditioner's age has cost since
};

/// Attaches to a matrix the rigid motions (3 in the plane, 6 in space) of points: a block of coordinates for
/// each node, in the matrix' layout.
void attach_rigid_motions(Mat matrix, Vec coordinates);

}  // namespace catena
