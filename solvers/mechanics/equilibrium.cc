// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/mechanics/equilibrium.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "solvers/cut_cells/check_petsc.h"
#include "solvers/mechanics/near_tangent.h"

namespace catena {
namespace {

/// Of Newton's method, each with the interface's linear spring as the one before left it.
constexpr int most_passes = 4;
/// Of the linear solver, relative, in the energy's norm: where the law is linear, and, at most and at least,
/// while it is not.
constexpr double linear = 1e-8, tight = 1e-4, loose = 1e-2;
/// Of the linear solver, over the error that is allowed: its norm is not quite the energy's.
constexpr double share = 0.1;
/// How far that is lowered at most where the solver takes for solved what is not.
constexpr double least_sharper = 1e-3;
/// Error of the displacement where the interface's spring is brought up to date, over the tolerance.
constexpr double rough = 100;
/// Of an increment that leads too far.
constexpr int most_shortenings = 11;
/// Residual over load that cannot be lowered.
constexpr double rounding = 1e-14;

}  // namespace

template <int dim>
Equilibrium<dim>::Equilibrium(const DisplacementSpace<dim>& space, const ElasticBulk<dim>& bulk,
                              CohesiveInterface<dim>& interface, const Limits& limits)
    : space_(space),
      bulk_(bulk),
      interface_(interface),
      limits_(limits),
      rigid_modes_(space.mesh().degree() == 1),
      residual_(space.make_vector()),
      increment_(space.make_vector()),
      masked_(space.make_vector()),
      tried_(space.make_vector()),
      solver_(space.mesh().communicator(), static_cast<PetscInt>(space.numbering().owned().n_elements()),
              limits.direct, rigid_modes_, [this](Vec in, Vec out) { multiply(in, out); }) {
  if (limits.direct || !rigid_modes_) return;
  coordinates_ = space.make_vector();
  check_petsc(VecSetBlockSize(coordinates_, dim));
  const auto places = space.places();
  PetscScalar* values;
  check_petsc(VecGetArray(coordinates_, &values));
  for (std::size_t i = 0; i < places.size(); ++i) values[i] = places[i][i % dim];
  check_petsc(VecRestoreArray(coordinates_, &values));
}

template <int dim>
double Equilibrium<dim>::evaluate(const Vector& load, const Vector& displacement) {
  interface_.evaluate(displacement);
  check_petsc(MatMult(bulk_.stiffness(), displacement, residual_));
  interface_.add_forces(residual_);
  check_petsc(VecAXPY(residual_, -1., load));
  space_.zero_not_free(residual_);
  return residual_.l2_norm();
}

template <int dim>
void Equilibrium<dim>::multiply(Vec in, Vec out) {
  check_petsc(VecCopy(in, masked_));
  space_.zero_not_free(masked_);
  check_petsc(MatMult(bulk_.stiffness(), masked_, out));
  interface_.add_tangent(masked_, secant_, out);
  const PetscScalar* from;
  PetscScalar* to;
  check_petsc(VecGetArrayRead(in, &from));
  check_petsc(VecGetArray(out, &to));
  for (const int local : space_.not_free()) to[local] = bulk_.diagonal() * from[local];
  check_petsc(VecRestoreArray(out, &to));
  check_petsc(VecRestoreArrayRead(in, &from));
}

template <int dim>
void Equilibrium<dim>::make_preconditioner() {
  solver_.forget();
  Mat matrix = near_tangent(space_, bulk_, interface_);
  check_petsc(MatSetOption(matrix, MAT_SPD, PETSC_TRUE));
  if (!limits_.direct && rigid_modes_) attach_rigid_motions(matrix, coordinates_);
  solver_.precondition(matrix);
  check_petsc(MatDestroy(&matrix));
}

template <int dim>
bool Equilibrium<dim>::find_direction(double relative, double absolute, NewtonReport& report) {
  if (solver_.worn()) make_preconditioner();
  bool renewed = false;
  while (true) {
    const auto outcome = solver_.solve(residual_, increment_, relative, absolute);
    report.linear += solver_.iterations();
    space_.zero_not_free(increment_);  // multigrid leaves a little there
    const double descent = increment_ * residual_;
    if (outcome == TangentSolver::Outcome::converged && (descent > 0 || increment_.l2_norm() == 0)) {
      increment_ *= -1;
      return true;
    }
    if (outcome == TangentSolver::Outcome::worn || (outcome == TangentSolver::Outcome::failed && !renewed)) {
      make_preconditioner();
      renewed = true;
    } else if (secant_ < 1) {
      secant_ = secant_ == 0 ? 0.25 : std::min(1., 2 * secant_);
    } else {
      not_positive_ = outcome == TangentSolver::Outcome::indefinite;
      return false;
    }
  }
}

template <int dim>
double Equilibrium<dim>::go(const Vector& load, Vector& displacement, double& norm) {
  const double before = residual_ * increment_;
  double length = 1;
  for (int attempt = 0;; ++attempt) {
    check_petsc(VecWAXPY(tried_, length, increment_, displacement));
    norm = evaluate(load, tried_);
    const double after = residual_ * increment_;
    if (after <= -0.9 * before || attempt == most_shortenings) break;
    length *= std::max(0.1, std::min(0.5, -before / (after - before)));
  }
  check_petsc(VecCopy(tried_, displacement));
  return length;
}

template <int dim>
NewtonReport Equilibrium<dim>::solve(const Vector& load, Vector& displacement) {
  NewtonReport report;
  scale_ = load.l2_norm();
  outer_work_ = 0;
  if (space_.moved()) {
    tried_ = 0;
    space_.impose(tried_);
    check_petsc(MatMult(bulk_.stiffness(), tried_, residual_));
    outer_work_ = tried_ * residual_;
    space_.zero_not_free(residual_);
    scale_ += residual_.l2_norm();
  }
  space_.impose(displacement);
  secant_ = 0;
  // What the spring is to follow need not be found exactly.
  bool relaxed = true;
  for (int pass = 1; pass < most_passes && relaxed; ++pass) {
    if (!iterate(load, displacement, rough * limits_.tolerance, report)) return report;
    relaxed = interface_.relax();
  }
  if ((relaxed || reached_ > limits_.tolerance) && !iterate(load, displacement, limits_.tolerance, report))
    return report;
  space_.hanging().distribute(displacement);
  report.converged = true;
  return report;
}

template <int dim>
bool Equilibrium<dim>::iterate(const Vector& load, Vector& displacement, double wanted,
                               NewtonReport& report) {
  const auto fail = [&](const std::string& what, double norm) {
    std::ostringstream text;
    text << "mechanical equilibrium: " << what << " after " << report.newton
         << " iterations, at a residual of " << norm / scale_ << " of the load, largest " << worst_place();
    report.failure = text.str();
    return false;
  };
  double norm = evaluate(load, displacement);
  double before = 0, error = 0, energy = work(load, displacement);
  double sharper = 1;  // of the absolute tolerance
  bool checked = false;
  reached_ = limits_.tolerance;
  while (!(norm <= rounding * scale_ || norm <= 1e-30)) {  // not a number is no balance
    if (report.newton >= limits_.most_iterations || !std::isfinite(norm))
      return fail("Newton's method has not converged", norm);
    const bool intact = interface_.intact();
    const double goal = intact ? limits_.tolerance : wanted;
    // No tighter than what Newton's method can make of it (S. C. Eisenstat, H. F. Walker, SIAM J. Sci.
    // Comput. 17, 16 (1996), doi:10.1137/0917003, their second choice).
    double tolerance = intact ? linear : loose;
    if (!intact && before > 0) tolerance = std::clamp(0.5 * error / before, tight, loose);
    if (!find_direction(tolerance, sharper * share * goal * std::sqrt(energy), report))
      return fail(not_positive_
                      ? "the stiffness is not positive, even without softening; raise the ghost weight or "
                        "Nitsche's stabilisation, or take the interface as a spring,"
                      : "the linear solver fails",
                  norm);
    ++report.newton;
    if (checked && solver_.iterations() == 0 && sharper > least_sharper) {
      // The preconditioner's norm takes for nothing what the tangent's does not.
      sharper *= 0.1;
      continue;
    }
    before = error;
    error = -(residual_ * increment_);
    const double length = go(load, displacement, norm);
    energy = work(load, displacement);
    const double rate = before > 0 ? std::sqrt(error / before) : 1;
    // Of a step that was not Newton's: a geometric series of such.
    const double curvature = intact ? 0 : secant_ > 0 ? rate / std::max(1 - rate, 1e-10) : tolerance;
    secant_ = secant_ < 0.2 ? 0 : secant_ / 2;
    if (intact && !interface_.intact()) continue;  // the estimate was of a linear law
    // What is left of the increment: by the linear solver, by the law's curvature, by a step not whole.
    const double left = std::max({solver_.reduction(), curvature, 1 - length});
    checked = true;
    reached_ = goal;
    if (left * std::sqrt(error) <= goal * std::sqrt(energy)) break;
  }
  return true;
}

template <int dim>
double Equilibrium<dim>::work(const Vector& load, const Vector& displacement) const {
  return std::abs(load * displacement) + outer_work_;
}

template <int dim>
std::string Equilibrium<dim>::worst_place() const {
  struct {
    double value;
    int rank;
  } mine{-1, 0}, worst{};
  const MPI_Comm comm = space_.mesh().communicator();
  MPI_Comm_rank(comm, &mine.rank);
  const auto places = space_.places();
  dealii::Point<dim> point;
  const PetscScalar* values;
  check_petsc(VecGetArrayRead(residual_, &values));
  for (std::size_t i = 0; i < places.size(); ++i)
    if (std::abs(values[i]) > mine.value) {
      mine.value = std::abs(values[i]);
      point = places[i];
    }
  check_petsc(VecRestoreArrayRead(residual_, &values));
  MPI_Allreduce(&mine, &worst, 1, MPI_DOUBLE_INT, MPI_MAXLOC, comm);
  std::array<double, dim> coordinates;
  for (int c = 0; c < dim; ++c) coordinates[c] = point[c];
  MPI_Bcast(coordinates.data(), dim, MPI_DOUBLE, worst.rank, comm);
  for (int c = 0; c < dim; ++c) point[c] = coordinates[c];
  std::ostringstream text;
  text << "near (";
  for (int c = 0; c < dim; ++c) text << (c ? ", " : "") << point[c];
  text << ") um" << (limits_.place ? limits_.place(point) : "");
  return text.str();
}

template class Equilibrium<2>;
template class Equilibrium<3>;

}  // namespace catena
