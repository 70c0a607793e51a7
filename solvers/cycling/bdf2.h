// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "solvers/cycling/error_field.h"

namespace catena {

/// The second-order backward differentiation formula with variable steps, for systems with a time derivative
/// in some rows only (index-1 differential-algebraic ones): with h the step, w = h/h' the ratio to the one
/// before,
///   y' = [ (1 + 2w)/(1 + w) y_(n+1) - (1 + w) y_n + w^2/(1 + w) y_(n-1) ] / h = alpha y_(n+1) + history.
/// The first step after a restart is the backward Euler formula, whose error in one step is of second order
/// too (E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, doi:10.1007/978-3-642-05221-7).
///
/// It knows numbers only, this rank's share of them: solving for y_(n+1) is the caller's work. Times in s.
class Bdf2 {
 public:
  struct Level {
    double time = 0;
    double charge = 0;  ///< integral of the current by the same formula, so that balances are exact
    std::vector<double> values;
  };

  /// Begins anew from `level`: what was before is forgotten.
  void restart(Level level);
  /// Takes up levels that were saved, newest first.
  void resume(std::vector<Level> levels);
  /// The known levels, newest first, three at most.
  const std::vector<Level>& levels() const { return levels_; }
  const Level& newest() const { return levels_.front(); }

  /// Chooses the next step; may be called again with another one until accept().
  void set_step(double step);
  double step() const { return step_; }
  double time() const { return newest().time + step_; }
  double alpha() const { return weights_[0]; }
  /// The part of y' at the new time that is known.
  void history(std::vector<double>& values) const;
  /// The polynomial through the known levels, at the new time.
  void predict(std::vector<double>& values) const;
  /// The integral of the current up to the new time, if `current` is its value there.
  double charge(double current) const;

  /// Of each field this rank's share of the weighted squares of the local errors of `values` at the new time.
  /// With one known level there is nothing to judge by: 0. With two the error is that of the Euler formula
  /// with this step, more than that of BDF2; so a step as long as the first, which may be thrown away, judges
  /// the first.
  std::vector<double> squared_errors(const std::vector<double>& values,
                                     const std::vector<ErrorField>& fields) const;
  /// Whether there is anything to judge by.
  bool judged() const { return levels_.size() > 1; }
  /// Power of the step that the judged error goes with.
  int error_order() const { return levels_.size() > 2 ? 3 : 2; }

  /// The step becomes the newest level.
  void accept(std::vector<double> values, double current);
  /// Dense output: the quadratic (linear after one step) through the newest levels at `time`.
  void interpolate(double time, std::vector<double>& values) const;

 private:
  void extrapolate(double time, std::vector<double>& values) const;

  std::vector<Level> levels_;
  double step_ = 0;
  std::array<double, 3> weights_{};  ///< of the new level and of the two newest known ones
};

}  // namespace catena
