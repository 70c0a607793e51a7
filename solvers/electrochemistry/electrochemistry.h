// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/lac/petsc_vector.h>

#include <memory>
#include <vector>

#include "solvers/cut_cells/newton_report.h"
#include "solvers/electrochemistry/bulk_operators.h"
#include "solvers/electrochemistry/charge_transfer.h"
#include "solvers/electrochemistry/electrochemistry_options.h"
#include "solvers/electrochemistry/electrode_fields.h"
#include "solvers/electrochemistry/lithium_flux.h"
#include "solvers/electrochemistry/local_values.h"
#include "solvers/electrochemistry/newton_system_solver.h"
#include "solvers/electrochemistry/salt_transport.h"

namespace catena {

/// What is held fixed from outside: the total current (pA, i.e. A/m^2 um^2; > 0 charges, and in two
/// dimensions the electrode is 1 um thick) or the cell voltage (V).
struct CellControl {
  enum class Kind { current, voltage };
  Kind kind = Kind::current;
  double value = 0;
};

/// Lithium in the particles, electrons in carbon and binder, ions in the electrolyte, and the reaction that
/// joins them at the particles' surfaces, as one nonlinear system for a vector u of the whole numbering:
///   F c_max [(x_t, q) + (D grad x - D g grad sigma_h, grad q)] + <i, q>_Gamma = 0
///   (sigma grad phi_s, grad s) + <i, s>_Gamma = I s(collector)
///   (kappa grad phi_e, grad e) - <i, e>_Gamma = 0
/// and with the salt what SaltTransport says
/// (M. Doyle, T. F. Fuller, J. Newman, J. Electrochem. Soc. 140, 1526 (1993), doi:10.1149/1.2221597, before
/// its averaging over the electrode's cross-section.) The collector is at one potential, the cell voltage,
/// the lone unknown of the numbering; its row balances the total current.
///
/// Solved by Newton's method with the exact Jacobian (but for the lithium face's current where the salt moves
/// under a held voltage) and a line search; the surface x stays within (0, 1).
/// All calls are collective, and reports are the same on all ranks.
template <int dim>
class Electrochemistry {
 public:
  using Vector = dealii::PETScWrappers::MPI::Vector;

  /// All that is given must live as long as this.
  Electrochemistry(const CutMesh<dim>& mesh, const InterfacePoints<dim>& points,
                   const ElectrodeGeometry<dim>& geometry, const Material& material,
                   const ElectrochemistryOptions& options);

  const ElectrodeFields<dim>& fields() const { return fields_; }
  const FieldNumbering<dim>& numbering() const { return fields_.numbering(); }
  Vector make_vector() const;
  /// Uniform x, and potentials as at open circuit.
  void initialise(double x, Vector& u) const;

  /// Potentials for the concentrations in u as they are.
  NewtonReport start(const CellControl& control, Vector& u);
  /// One implicit step: time derivatives are alpha u + history, in the rows of differential(). u holds the
  /// guess; where the solve fails it is left as it was at best.
  NewtonReport solve(double alpha, const Vector& history, const CellControl& control, Vector& u);

  /// Measure of damage at the interface points, 0..1.
  void set_damage(const std::vector<double>& measure);
  /// sigma_h [Pa] at [owned particle cell][shape].
  void set_hydrostatic_stress(const std::vector<double>& at_cells);
  /// Forgets what the linear solver has learned from earlier systems.
  void renew() { solver_->renew(); }
  /// A right-hand side [pA] that is added to every row's: sources, e.g. of manufactured solutions.
  void set_source(const Vector& source);

  /// Owned unknowns whose rows hold a time derivative.
  const dealii::IndexSet& differential() const { return differential_; }

  double voltage(const Vector& u) const;
  /// Through the collector, pA.
  double current(const Vector& u) const;
  /// Per particle: mean x, area mean of x at its surface, current out of it [pA], area mean of R_int [ohm
  /// m^2].
  struct ParticleReadings {
    std::vector<double> mean, surface, current, resistance;
  };
  ParticleReadings readings(const Vector& u) const;
  /// i at the interface points, A/m^2.
  std::vector<double> current_density(const Vector& u) const;
  /// x at [owned particle cell][shape].
  std::vector<double> cell_concentration(const Vector& u) const;
  /// F c_max int x dV, pA s; falls by the current.
  double lithium(const Vector& u) const;
  /// Of all particles together, c/c_max.
  double mean_concentration(const Vector& u) const;
  /// F c_max V_particles times the stoichiometry change that counts as full, pA s.
  double capacity() const;
  /// Of the particles, um^dim.
  const std::vector<double>& volumes() const { return volumes_; }

  /// Residual and Jacobian of solve(), for tests: the rows of `residual`, and the matrix at u.
  void linearise(double alpha, const Vector& history, const CellControl& control, const Vector& u,
                 Vector& residual, typename BulkOperators<dim>::Matrix& jacobian);

 private:
  using Matrix = typename BulkOperators<dim>::Matrix;
  /// The system of one solve.
  struct Problem {
    CellControl control;
    bool frozen;  ///< concentrations stay as they are
    Vector load;  ///< what does not depend on u
    double tolerance;
  };
  /// 2-norm of the residual, how far lithium and charge are from balance (their sums, with signs), and what
  /// rounding makes of either.
  struct Defect {
    double norm, lithium, charge;  ///< of all rows; sums of those of lithium and of those of electrons
    double rounding, of_charge;    ///< what rounding makes of the norm, and of the sum of electrons
    bool within(double tolerance) const;
  };

  Problem pose(double alpha, const Vector* history, const CellControl& control, bool frozen);
  Defect residual(const Problem& problem, const Vector& u, Vector& result) const;
  /// At the point of the last residual().
  void jacobian(const Problem& problem, Matrix& matrix, CellEntries& entries) const;
  NewtonReport newton(const Problem& problem, Vector& u);
  double volume() const;  ///< of all particles, um^dim
  /// Moves x everywhere by what tolerance and rounding left unbalanced between lithium and the current, so
  /// that it does not add up over thousands of steps.
  /// \return false if that is more than these can leave.
  bool balance_lithium(const Problem& problem, double rounding, Vector& u) const;
  /// Integral of x over each particle, um^dim.
  std::vector<double> particle_integrals(const double* values) const;
  bool owns_voltage() const;
  double& voltage_entry(double* owned_entries) const;
  /// u with electrons' potentials against the collector, whose differences are free of rounding of volts.
  void against_collector(const Vector& u, double voltage, Vector& result) const;

  const InterfacePoints<dim>& points_;
  const Material& material_;
  ElectrochemistryOptions options_;
  ElectrodeFields<dim> fields_;
  BulkOperators<dim> bulk_;
  mutable LocalValues local_;
  mutable ChargeTransfer<dim> transfer_;
  mutable LithiumFlux<dim> flux_;
  std::unique_ptr<SaltTransport<dim>> salt_;  ///< if the salt is solved for
  std::unique_ptr<NewtonSystemSolver> solver_;

  dealii::IndexSet differential_;
  std::vector<PetscInt> differential_rows_;
  std::vector<double> volumes_;
  Matrix frozen_;  ///< conduction + alpha storage
  Matrix jacobian_;
  std::unique_ptr<CellEntries> entries_;  ///< of the Jacobian
  double alpha_ = -1;
  double scale_;  ///< F c_max 1e-6
  double voltage_diagonal_ = 1;
  Vector source_, update_, residual_, trial_residual_, trial_, diagonal_;
  mutable Vector shifted_;
};

}  // namespace catena
