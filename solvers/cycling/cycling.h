// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "solvers/cycling/bdf2.h"
#include "solvers/cycling/cycling_options.h"
#include "solvers/cycling/cycling_record.h"
#include "solvers/cycling/damage_schedule.h"
#include "solvers/cycling/electrode_model.h"
#include "solvers/cycling/event_time.h"
#include "solvers/cycling/protocol.h"
#include "solvers/cycling/step_control.h"

namespace catena {

/// All that Cycling remembers between two steps, for checkpoints.
struct CyclingState {
  std::vector<Bdf2::Level> levels;
  std::vector<double> numbers;
};

/// Cycles an electrode: charges and discharges it as the protocol says, by error-controlled steps of BDF2
/// whose last one in a phase ends where the event that ends it happens; none is begun that would go far
/// beyond. Electrochemistry and mechanics are solved in turn: the damage that the former needs is
/// extrapolated, and where the latter finds another than that the step is done again with what it found. A
/// step that cannot be solved is tried again with less than half its length.
class Cycling {
 public:
  /// Collective.
  Cycling(ElectrodeModel& model, const Protocol& protocol, const CyclingOptions& options,
          CyclingRecord& record);

  /// One time step, or the start of a phase; false when the last cycle has ended. Collective.
  /// \throws InputError if a limit is passed as soon as the first current flows; NumericsError naming the
  /// equation, the cycle, the phase and the time if a step cannot be solved; the state is then that of the
  /// last step.
  bool step();

  bool finished() const { return cycle_ > protocol_.cycles(); }
  std::int64_t cycle() const { return cycle_; }
  bool between_phases() const { return !in_phase_; }
  /// Share of the present cycle that is done, about.
  double share_of_cycle() const;
  const Sample& last() const { return last_; }
  const std::vector<double>& values() const { return bdf_.newest().values; }
  long steps() const { return all_steps_; }
  long rejected() const { return rejected_; }
  long mechanics_solves() const { return mechanics_solves_; }
  long newton() const { return all_newton_; }
  long linear() const { return all_linear_; }

  CyclingState state() const;
  /// Goes on from there, the model having been brought back to the same moment.
  void resume(const CyclingState& state);

 private:
  /// A step that was solved but not yet accepted.
  struct Trial {
    std::vector<double> values;
    double voltage = 0, current = 0, concentration = 0;
    double error = 0;
    bool phase_ends = false;
    bool by_event = false;  ///< the phase ends by its voltage, current or concentration
  };

  void count(const NewtonReport& report);
  const CyclePhase& phase() const { return protocol_.cycle()[phase_]; }
  void begin_run();
  void begin_phase();
  void take_step();
  /// A step that is within the error allowed, ended where the phase ends if it does.
  Trial controlled_step(double& step);
  /// Tells the electrochemistry the damage that is expected at the end of a step of that length, a part of
  /// `full`.
  void foresee_damage(double step, double full);
  /// One solution for a step of that length, a part of `full`; false if there is none.
  bool solve(double step, double full, Trial& trial, std::string& failure);
  /// The same as the weights and the foreseen damage are.
  bool solve(Trial& trial, std::string& failure);
  /// Of the present step, over the one allowed.
  double step_error(const std::vector<double>& values) const;
  /// Of the first step of a phase, found by a second one as long, which is thrown away.
  double first_step_error(const Trial& first);
  double step_limit() const;
  /// How far the event that ends the phase has passed, >= 0 when it has: V, or A over the capacity's current.
  double event_value(double voltage, double current, double concentration) const;
  /// The event at the level before the newest; null if there is none.
  const EventPoint* earlier_event() const { return event_earlier_.time < 0 ? nullptr : &event_earlier_; }
  /// Shortens a step whose prediction lies beyond the event to a little beyond it, but to no less than a
  /// quarter: far beyond, where a surface runs empty or full, nothing can be solved.
  double towards_event(double step, const std::vector<double>& predicted);
  /// Shortens the step to where the event happens; false, and the step as it was, if that could not be
  /// solved.
  bool locate(Trial& trial, double& step);
  /// Whether the step can stand, must be done again with the damage found, or cannot be done so long.
  enum class Agreement { reached, again, none };
  Agreement mechanics_agree(const Trial& trial, int pass, std::string& failure);
  void accept(Trial& trial);
  void take_sample(const Trial& trial);
  void record_damage();
  void end_phase();
  void end_cycle();
  double throughput(double current_now) const;
  std::string where() const;
  static std::string text(double value);

  ElectrodeModel& model_;
  const Protocol& protocol_;
  CyclingOptions options_;
  CyclingRecord& record_;
  Bdf2 bdf_;
  StepControl control_;
  DamageSchedule schedule_;

  std::int64_t cycle_ = 0;  ///< 0: nothing has begun
  std::size_t phase_ = 0;
  bool in_phase_ = false;
  double phase_start_ = 0;           ///< s
  double phase_charge_ = 0;          ///< C, of the level at its start
  double throughput_ = 0;            ///< C without sign, up to the newest level
  double initial_lithium_ = 0;       ///< C
  double event_before_ = 0;          ///< event_value at the newest level
  EventPoint event_earlier_{-1, 0};  ///< at the one before; time < 0: none
  long rejected_ = 0, mechanics_solves_ = 0, all_steps_ = 0, all_newton_ = 0, all_linear_ = 0;
  int empty_phases_ = 0;
  double kept_throughput_ = -1;  ///< of the trial whose damage was kept for this step; < 0: none
  CycleSummary summary_;
  Sample last_;
  std::vector<double> history_;
};

}  // namespace catena
