// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscksp.h>

#include <functional>
#include <memory>
#include <string>

#include "solvers/cut_cells/kept_preconditioner.h"
#include "solvers/mechanics/single_precision_product.h"

namespace catena {

/// Conjugate gradients for the tangent, which is given by its product with vectors, preconditioned by a
/// positive definite matrix near it: factorised (Cholesky by MUMPS) or with algebraic multigrid (PETSc's
/// GAMG; on its finest level in single precision). The preconditioner is kept over many solves and tangents
/// (KeptPreconditioner).
///
/// Options of PETSc with prefix `mechanics_` (without rigid modes, `quadratic_mechanics_`) override all
/// choices but tolerances and the precision of the finest level. All methods are collective.
class TangentSolver {
 public:
  using Product = std::function<void(Vec, Vec)>;
  enum class Outcome { converged, indefinite, worn, failed };

  /// \param direct factorise. \param product tangent times vector, written to the second.
  TangentSolver(MPI_Comm comm, PetscInt owned, bool direct, bool rigid_modes, Product product);
  ~TangentSolver();
  TangentSolver(const TangentSolver&) = delete;
  TangentSolver& operator=(const TangentSolver&) = delete;

  /// Gives back the memory of the last preconditioner, so that what the next is made of finds room. A call of
  /// `precondition` must follow.
  void forget();
  /// Makes the preconditioner anew, of this matrix: multigrid at once, factors at the next solve.
  void precondition(Mat matrix);
  /// Forgets what earlier solves have taught it: the preconditioner is worn.
  void renew() {
    kept_.forget();
    go_on_ = false;
  }
  /// Whether it was never made, or its age has cost as much as a new one.
  bool worn() const { return kept_.worn(); }
  /// Solves to a relative or an absolute tolerance in the preconditioner's energy norm, whichever is met
  /// first, from zero or, if the last call broke off since the preconditioner is worn, from where that one
  /// came to.
  Outcome solve(Vec right, Vec solution, double relative, double absolute);
  /// Iterations of the last solve.
  int iterations() const { return last_; }
  /// Of the error by the last solve, in the same norm; 1 if it was small enough at once.
  double reduction() const;

 private:
  void create();
  void choose_defaults(const std::string& prefix) const;
  /// Nothing if the preconditioner is another, by choice or by an option.
  void set_up_multigrid(Mat matrix);
  /// Multigrid's finest level multiplies with the matrix in single precision.
  void smooth_in_single_precision(PC preconditioner, PetscInt levels, Mat matrix);
  static PetscErrorCode multiply(Mat shell, Vec in, Vec out);

  bool direct_, rigid_modes_;
  Product product_;
  std::unique_ptr<SinglePrecisionProduct> smoothed_;
  KSP solver_ = nullptr;
  Mat shell_ = nullptr;
  KeptPreconditioner kept_;
  bool go_on_ = false;  ///< the next solve, from where the last one came to
  int last_ = 0;
};

/// Attaches to a matrix the rigid motions (3 in the plane, 6 in space) of points: a block of coordinates for
/// each node, in the matrix' layout.
void attach_rigid_motions(Mat matrix, Vec coordinates);

}  // namespace catena
