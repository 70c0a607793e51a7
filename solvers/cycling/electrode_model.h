// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstddef>
#include <vector>

#include "solvers/cut_cells/newton_report.h"
#include "solvers/cycling/error_field.h"
#include "solvers/cycling/protocol.h"

namespace catena {

/// What is told of each particle at a time.
struct ParticleReadings {
  std::vector<double> concentration;          ///< volume mean of c/c_max
  std::vector<double> surface_concentration;  ///< area mean of c/c_max at the surface
  std::vector<double> current;                ///< A
  std::vector<double> resistance;             ///< area mean of R_int, ohm m^2
};

/// How damage came out of a mechanical solution.
struct DamageReport {
  NewtonReport solve;
  double margin =
      1;  ///< how far the most loaded point of any interface is from new damage: 1 unloaded, 0 damaging
  double moved = 0;   ///< largest change over the particles of the area mean of the damage measure since the
                      ///< last accepted solution
  double missed = 0;  ///< the same against the damage that the electrochemistry was solved with
};

/// An electrode as cycling sees it: vectors of numbers, this rank's share of them, some of them with a time
/// derivative, and interfaces that damage. SI units. All members but error_fields() and capacity() are
/// collective.
class ElectrodeModel {
 public:
  using Values = std::vector<double>;
  virtual ~ElectrodeModel() = default;

  virtual MPI_Comm communicator() const = 0;
  /// What the error of a time step is judged by: as many on every rank.
  virtual const std::vector<ErrorField>& error_fields() const = 0;
  /// Charge that the C rate refers to, C.
  virtual double capacity() const = 0;

  /// The uniform start.
  virtual void initialise(Values& u) = 0;
  /// Finds the potentials that belong to the concentrations in `u` under a control that has just begun.
  virtual NewtonReport start(const Control& control, Values& u) = 0;
  /// Solves for `u`, a guess on entry, with u_t = alpha u + history in the rows that have a time derivative.
  virtual NewtonReport solve(double alpha, const Values& history, const Control& control, Values& u) = 0;

  virtual double voltage(const Values& u) = 0;             ///< V
  virtual double current(const Values& u) = 0;             ///< A
  virtual double lithium(const Values& u) = 0;             ///< C
  virtual double mean_concentration(const Values& u) = 0;  ///< c/c_max over all particles
  virtual ParticleReadings readings(const Values& u) = 0;

  /// Whether damage can come about at all; else the members below are not called.
  virtual bool can_damage() const = 0;
  /// The damage that the electrochemistry has now is that of the step that begins.
  virtual void begin_step() = 0;
  /// Sets what the mechanics tells the electrochemistry. Damage: `share` of the way from that at the step's
  /// beginning to that of the last accepted mechanical solution and `damage_fraction` times what came about
  /// between it and the one before it, never less than the former. Stress: that of the last solution and
  /// `path_fraction` times its change.
  virtual void foresee(double damage_fraction, double path_fraction, double share) = 0;
  /// A trial of mechanical equilibrium at `u`, from the last accepted state.
  virtual DamageReport solve_mechanics(const Values& u) = 0;
  /// Keeps the trial's damage aside for approach(); the trial may be rejected then.
  virtual void keep_trial_damage() = 0;
  /// Sets the damage for the electrochemistry `share` of the way from that at the step's beginning to the one
  /// kept.
  virtual void approach(double share) = 0;
  virtual void accept_mechanics() = 0;
  virtual void reject_mechanics() = 0;
  /// Area means per particle, of the last trial or accepted solution: stiffness loss d and work share w.
  virtual Values damage() = 0;
  virtual Values dissipation() = 0;
};

}  // namespace catena
