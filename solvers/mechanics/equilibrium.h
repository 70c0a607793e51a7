// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <string>

#include "solvers/cut_cells/newton_report.h"
#include "solvers/mechanics/cohesive_interface.h"
#include "solvers/mechanics/tangent_solver.h"

namespace catena {

/// Finds the displacement at which the bulk's elastic forces A u, the interface's and the load are in
/// balance, by Newton's method with the consistent tangent.
///
/// Softening can make the tangent indefinite. Then the direction is sought with a tangent blended towards the
/// secant, and the step length so that the work of the residual along it falls: both lead down in the energy,
/// over a snap to the stable state behind it. In the balance only the last accepted interface state counts as
/// history.
template <int dim>
class Equilibrium {
 public:
  using Vector = typename DisplacementSpace<dim>::Vector;
  struct Limits {
    double tolerance;  ///< error over displacement, in the energy's norm
    int most_iterations;
    bool direct;                                                  ///< factorise the preconditioner
    std::function<std::string(const dealii::Point<dim>&)> place;  ///< names what lies at a point, for reports
  };

  Equilibrium(const DisplacementSpace<dim>& space, const ElasticBulk<dim>& bulk,
              CohesiveInterface<dim>& interface, const Limits& limits);

  /// From a guess. On failure the report says how far and where; the displacement is then the last iterate.
  NewtonReport solve(const Vector& load, Vector& displacement);

  /// Solves the next time as the first time.
  void renew() { solver_.renew(); }

 private:
  /// Newton's method with the interface's linear spring as it is, to an error of `wanted`, or of the
  /// tolerance where the law is linear: reached_ says which. False on failure.
  bool iterate(const Vector& load, Vector& displacement, double wanted, NewtonReport& report);
  double evaluate(const Vector& load, const Vector& displacement);
  void multiply(Vec in, Vec out);
  void make_preconditioner();
  /// An increment that leads down, with more and more of the secant where needed; false if there is none.
  bool find_direction(double relative, double absolute, NewtonReport& report);
  /// Twice the energy that errors are compared with.
  double work(const Vector& load, const Vector& displacement) const;
  /// Goes along the increment, or a part of it: that part; the new residual's norm.
  double go(const Vector& load, Vector& displacement, double& norm);
  std::string worst_place() const;

  const DisplacementSpace<dim>& space_;
  const ElasticBulk<dim>& bulk_;
  CohesiveInterface<dim>& interface_;
  Limits limits_;
  bool rigid_modes_;
  double secant_ = 0;  ///< share of it in the tangent
  bool not_positive_ = false;
  double reached_ = 0;                 ///< what the last iterate() ended within
  double scale_ = 0, outer_work_ = 0;  ///< of load and of prescribed displacements
  Vector residual_, increment_, masked_, tried_, coordinates_;
  TangentSolver solver_;
};

}  // namespace catena
