// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <vector>

#include "solvers/cycling/electrode_model.h"

namespace catena {

/// An electrode without a mesh, for the tests of cycling: balls with radial diffusion (finite volumes), each
/// wired to the collector by two patches of its surface through a resistance of its own, and debonding from a
/// matrix that pulls it like a spring. All laws are written down here anew.
class LumpedElectrode : public ElectrodeModel {
 public:
  struct Properties {
    std::vector<double> coverage{0.8, 0.5, 0.2};
    double radius = 4e-6, diffusivity = 3e-14, start = 0.9;
    double resistance_high = 1e-3, resistance_low = 3e-2, film = 2e-3, growth = 0.1;
    double strength = 10e6, toughness = 0.6, stiffness = 1e16, fatigue = 0.5;
    double matrix_young = 2e9, particle_young = 140e9, poisson = 0.3;
    bool damage = true;
    int shells = 12;
  };
  explicit LumpedElectrode(const Properties& properties);

  MPI_Comm communicator() const override { return MPI_COMM_SELF; }
  const std::vector<ErrorField>& error_fields() const override { return error_fields_; }
  double capacity() const override;
  void initialise(Values& u) override;
  NewtonReport start(const Control& control, Values& u) override;
  NewtonReport solve(double alpha, const Values& history, const Control& control, Values& u) override;
  double voltage(const Values& u) override { return u.back(); }
  double current(const Values& u) override;
  double lithium(const Values& u) override;
  double mean_concentration(const Values& u) override;
  ParticleReadings readings(const Values& u) override;
  bool can_damage() const override { return values_.damage; }
  void begin_step() override { base_ = measure_; }
  void foresee(double fraction, double, double share) override;
  DamageReport solve_mechanics(const Values& u) override;
  void keep_trial_damage() override { kept_ = trial_; }
  void approach(double share) override;
  void accept_mechanics() override;
  void reject_mechanics() override { trial_ = accepted_; }
  Values damage() override;
  Values dissipation() override;

  /// For checkpoints.
  struct Interface {
    double kappa = 0, opening = 0;
  };
  struct Memory {
    std::vector<Interface> accepted, before;
    Values measure;
  };
  Memory memory() const { return {accepted_, before_, measure_}; }
  void restore(const Memory& memory);

  /// Steps longer than this are not solved, and none after that time: to test what cycling does then.
  double longest_solvable = 1e300;
  int solves_until_failure = 1 << 30;
  double least_voltage = 1e300;  ///< of all solutions, also of those thrown away

 private:
  std::size_t particles() const { return values_.coverage.size(); }
  std::size_t stride() const { return static_cast<std::size_t>(values_.shells) + 2; }
  double mean(const Values& u, std::size_t k) const;
  double patch_current(const Values& u, std::size_t k) const;
  void residual(double alpha, const Values& history, const Control& control, const Values& frozen,
                const Values& u, Values& r) const;
  NewtonReport newton(double alpha, const Values& history, const Control& control, const Values& frozen,
                      Values& u);
  double share(const Interface& state) const;
  double loss(const Interface& state) const;

  Properties values_;
  std::vector<ErrorField> error_fields_;
  Values scale_, volumes_, areas_, measure_, base_;
  std::vector<Interface> accepted_, before_, trial_, kept_;
  double onset_, end_;
};

/// What tests cycle it in.
inline StoichiometryWindow window() {
  return {0.9, 0.15, 0.99, [](double x) { return 4.5 - x; }};
}

}  // namespace catena
