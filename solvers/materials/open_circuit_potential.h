// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

#include "solvers/materials/expression.h"
#include "solvers/materials/monotone_cubic.h"
#include "solvers/materials/stoichiometry_range.h"

namespace catena {

/// Open-circuit potential U(x) [V against Li/Li+] of the particles, x = c/c_max. No law throws for any x.
class OpenCircuitPotential {
 public:
  virtual ~OpenCircuitPotential() = default;
  /// U [V] and dU/dx [V] at n points.
  virtual void evaluate(std::size_t n, const double* x, double* U, double* dU) const = 0;
  /// Where the law has values; beyond it goes on without a jump.
  virtual StoichiometryRange range() const { return {}; }
};

/// NMC811 of the LG M50 cell, Chen et al., J. Electrochem. Soc. 167, 080534 (2020),
/// doi:10.1149/1945-7111/ab9050: U = -0.8090 x + 4.4875 - 0.0428 tanh(18.5138 (x - 0.5542)) - 17.7326
/// tanh(15.7890 (x - 0.3117))
///     + 17.5842 tanh(15.9308 (x - 0.3120)),
/// fitted for 0.26 < x < 0.91. It has no knee at the end of discharge: -A exp((x - 1)/s) adds one (A in
/// volts, 0 for none; beyond x = 1 + 2 s the knee goes on straight).
class Chen2020Potential : public OpenCircuitPotential {
 public:
  explicit Chen2020Potential(double knee_height = 0, double knee_width = 0.01)
      : knee_height_(knee_height), knee_width_(knee_width) {}
  void evaluate(std::size_t n, const double* x, double* U, double* dU) const override;

 private:
  double knee_height_, knee_width_;
};

/// U = U_0 + slope (x - x_0), for problems with a closed form.
class LinearPotential : public OpenCircuitPotential {
 public:
  LinearPotential(double at_reference, double slope, double reference)
      : at_reference_(at_reference), slope_(slope), reference_(reference) {}
  void evaluate(std::size_t n, const double* x, double* U, double* dU) const override;

 private:
  double at_reference_, slope_, reference_;
};

class TabulatedPotential : public OpenCircuitPotential {
 public:
  explicit TabulatedPotential(MonotoneCubic table) : table_(std::move(table)) {}
  void evaluate(std::size_t n, const double* x, double* U, double* dU) const override;
  StoichiometryRange range() const override { return {table_.lowest(), table_.highest()}; }

 private:
  MonotoneCubic table_;
};

/// U as a text, see Expression.
class ExpressionPotential : public OpenCircuitPotential {
 public:
  explicit ExpressionPotential(Expression expression) : expression_(std::move(expression)) {}
  void evaluate(std::size_t n, const double* x, double* U, double* dU) const override;

 private:
  Expression expression_;
};

}  // namespace catena
