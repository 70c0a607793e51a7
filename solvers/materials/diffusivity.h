// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>

#include "solvers/materials/expression.h"
#include "solvers/materials/monotone_cubic.h"
#include "solvers/materials/stoichiometry_range.h"

namespace catena {

/// Chemical diffusivity D(x) [m^2/s] of lithium in the particles, x = c/c_max. No law throws for any x.
class Diffusivity {
 public:
  virtual ~Diffusivity() = default;
  /// D [m^2/s] and dD/dx [m^2/s] at n points.
  virtual void evaluate(std::size_t n, const double* x, double* D, double* dD) const = 0;
  /// Where the law has values; beyond it goes on without a jump.
  virtual StoichiometryRange range() const { return {}; }
};

class ConstantDiffusivity : public Diffusivity {
 public:
  explicit ConstantDiffusivity(double value) : value_(value) {}
  void evaluate(std::size_t n, const double* x, double* D, double* dD) const override;

 private:
  double value_;
};

/// NMC811, O'Regan et al., Electrochim. Acta 425, 140700 (2022), doi:10.1016/j.electacta.2022.140700, at 298
/// K: D = 2.7 x 10^p, p = -13.96 - 0.9231 exp(-(x - 0.3216)^2/0.002534) - 0.4066 exp(-(x -
/// 0.4532)^2/0.003926)
///                    - 0.993 exp(-(x - 0.8098)^2/0.09924).
class ORegan2022Diffusivity : public Diffusivity {
 public:
  void evaluate(std::size_t n, const double* x, double* D, double* dD) const override;
};

/// The logarithm of the table is interpolated: D stays positive, also beyond the table.
class TabulatedDiffusivity : public Diffusivity {
 public:
  /// \throws InputError if a value is not positive.
  TabulatedDiffusivity(std::vector<double> x, const std::vector<double>& D);
  void evaluate(std::size_t n, const double* x, double* D, double* dD) const override;
  StoichiometryRange range() const override { return {logarithm_.lowest(), logarithm_.highest()}; }

 private:
  MonotoneCubic logarithm_;
};

/// D as a text, see Expression.
class ExpressionDiffusivity : public Diffusivity {
 public:
  explicit ExpressionDiffusivity(Expression expression) : expression_(std::move(expression)) {}
  void evaluate(std::size_t n, const double* x, double* D, double* dD) const override;

 private:
  Expression expression_;
};

}  // namespace catena
