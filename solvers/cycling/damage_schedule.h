// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// Decides when the mechanical equilibrium is solved: it costs as much as many electrochemical steps, and
/// damage moves in a small part of a cycle only. The path is told by the throughput, the charge passed
/// without its sign over the capacity. While damage moves, solutions follow so closely that it moves by
/// `change` between two; before, as the margin to damage goes down, so that its end is met in small pieces.
class DamageSchedule {
 public:
  struct Options {
    double largest = 0.06;  ///< throughput between two solutions
    double smallest = 0.002;
    double change = 0.01;  ///< of the damage measure, mean of a particle
  };
  /// All that is remembered, for checkpoints.
  struct State {
    double last = 0, before = 0;  ///< throughput of the last two solutions
    double interval = 0;
    double margin = 1;
    bool moving = false;  ///< damage moved between them, both being of this phase
  };

  explicit DamageSchedule(const Options& options);

  const State& state() const { return state_; }
  void resume(const State& state) { state_ = state; }
  /// A new phase turns the path round: what moved before tells nothing.
  void phase_began(double throughput);
  /// Throughput at which the next solution is due.
  double next() const { return state_.last + state_.interval; }
  /// How late a solution may come, so that no step must be cut short for it.
  double latest() const { return state_.last + 1.5 * state_.interval; }
  /// Whether it is due, or too late. With a little slack: steps often end just there, and rounding must not
  /// decide.
  bool due(double throughput) const { return throughput > next() - slack * state_.interval; }
  bool too_late(double throughput) const { return throughput > latest() + slack * state_.interval; }
  /// For ElectrodeModel::foresee: of damage, and of the path.
  double damage_fraction(double throughput) const { return state_.moving ? path_fraction(throughput) : 0; }
  double path_fraction(double throughput) const;
  /// A solution was accepted.
  void solved(double throughput, double margin, double moved);

 private:
  static constexpr double slack = 1e-5;

  Options options_;
  State state_;
};

}  // namespace catena
