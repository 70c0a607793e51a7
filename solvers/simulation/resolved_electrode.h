// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <vector>

#include "jobs/run/timer_tree.h"
#include "solvers/cycling/electrode_model.h"
#include "solvers/electrochemistry/electrochemistry.h"
#include "solvers/mechanics/mechanics.h"

namespace catena {

/// The resolved electrode as cycling sees it: electrochemistry and mechanics on one mesh, and what the one
/// tells the other: concentration gives misfit, damage gives resistance, stress drives lithium.
template <int dim>
class ResolvedElectrode : public ElectrodeModel {
 public:
  using Vector = typename Electrochemistry<dim>::Vector;

  /// `mechanics` may be null: no damage then. All must live as long as this.
  ResolvedElectrode(const InterfacePoints<dim>& points, const Material& material,
                    Electrochemistry<dim>& electrochemistry, Mechanics<dim>* mechanics, TimerTree& timers);

  MPI_Comm communicator() const override { return points_.mesh().communicator(); }
  const std::vector<ErrorField>& error_fields() const override { return error_fields_; }
  double capacity() const override;
  void initialise(Values& u) override;
  NewtonReport start(const Control& control, Values& u) override;
  NewtonReport solve(double alpha, const Values& history, const Control& control, Values& u) override;
  double voltage(const Values& u) override;
  double current(const Values& u) override;
  double lithium(const Values& u) override;
  double mean_concentration(const Values& u) override;
  ParticleReadings readings(const Values& u) override;
  bool can_damage() const override { return mechanics_ != nullptr; }
  void begin_step() override { base_ = applied_; }
  void foresee(double damage_fraction, double path_fraction, double share) override;
  DamageReport solve_mechanics(const Values& u) override;
  void keep_trial_damage() override;
  void approach(double share) override;
  void accept_mechanics() override;
  void reject_mechanics() override;
  Values damage() override;
  Values dissipation() override;

  /// Of this rank, from a vector of the electrochemistry.
  Values values(const Vector& vector) const;
  /// The vector of the electrochemistry with these values.
  const Vector& vector(const Values& u);
  std::size_t size() const { return size_; }

  /// What is remembered between two steps besides `u`, for checkpoints: at the interface points the cohesive
  /// state and the damage measure as applied and of the last two solutions; at [owned particle cell][shape]
  /// the concentration of the last accepted mechanical solution and the stress of the last two; the
  /// displacements of the last two.
  struct Memory {
    std::vector<double> cohesive, applied, measure, before, concentration, stress, stress_before;
    std::array<typename Mechanics<dim>::Displacements, 2> displacements;
  };
  Memory memory() const;
  void restore(const Memory& memory);
  /// Forgets all but the memory: goes on as a new object does after restore().
  void renew();

 private:
  void set(const Values& u, Vector& vector) const;
  void get(const Vector& vector, Values& u) const;
  NewtonReport report(const NewtonReport& newton, const char* equation) const;
  void apply(const std::vector<double>& measure);
  bool uses_stress() const;
  /// Tells the electrochemistry the stress of the last accepted mechanical solution, and `fraction` times
  /// what it changed by since the one before.
  void apply_stress(double fraction);
  NewtonReport solve_path(const std::vector<double>& from, const std::vector<double>& to, int halvings);

  const InterfacePoints<dim>& points_;
  const Material& material_;
  Electrochemistry<dim>& electrochemistry_;
  Mechanics<dim>* mechanics_;
  TimerTree& timers_;
  std::vector<ErrorField> error_fields_;
  std::size_t size_;  ///< of vectors on this rank
  Vector u_, history_;
  std::vector<double> applied_, base_, accepted_, before_, kept_, trial_;  ///< damage measure at the points
  std::vector<double> concentration_, trial_concentration_;  ///< at [owned particle cell][shape]
  std::vector<double> stress_, stress_before_;               ///< likewise, Pa, of the last two solutions
  double path_fraction_ = 0;                                 ///< that was foreseen last
  std::vector<double> safe_state_;  ///< cohesive state to come back to after a path of several pieces
  bool in_pieces_ = false;          ///< the same on all ranks
};

}  // namespace catena
