// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// Chooses time steps from error estimates by a proportional-integral rule (K. Gustafsson, ACM Trans. Math.
/// Softw. 17, 533 (1991), doi:10.1145/210232.210242). Errors are in units of the tolerance. A step that may
/// grow by little stays, so that what was factorised for it goes on to serve.
class StepControl {
 public:
  struct Limits {
    double smallest = 1e-6;  ///< s
    double largest = 1e9;    ///< s
  };

  explicit StepControl(const Limits& limits) : limits_(limits) {}

  void start(double step);
  /// The step to try next.
  double step() const { return step_; }
  bool at_smallest(double step) const { return step <= 1.0001 * limits_.smallest; }
  const Limits& limits() const { return limits_; }
  /// After a step of that length with that error, which goes with the step's `order`-th power; a step that
  /// was cut short for another reason does not shorten the next.
  void accepted(double step, double error, int order);
  /// A shorter step to try in place of one with too large an error.
  double rejected(double step, double error, int order);
  /// A shorter step to try in place of one that could not be solved.
  double failed(double step);

  double last_error() const { return last_error_; }
  void resume(double step, double last_error) { step_ = step, last_error_ = last_error; }

 private:
  Limits limits_;
  double step_ = 0;
  double last_error_ = 1;
};

}  // namespace catena
