// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace catena {

/// Smooth laws of the stoichiometry x = c/c_max that are asked for at many points, as cubic Hermite
/// interpolants on an even grid from -0.1 to 1.1: continuously differentiable, with the interpolant's exact
/// derivative, and of fourth order in the grid's width of 1.5e-4. Beyond the grid, and beside
/// where a law is no number, the laws themselves answer, with differences.
class TabulatedLaws {
 public:
  /// Values of all laws at given x, as [law][x].
  using Laws = std::function<void(const std::vector<double>& x, std::vector<std::vector<double>>& values)>;

  TabulatedLaws(std::size_t count, const Laws& laws);

  /// Values of all laws and their derivatives by x, one for each law.
  void evaluate(double x, double* values, double* slopes) const;

 private:
  void beyond(double x, double* values, double* slopes) const;

  std::size_t count_;
  Laws laws_;
  std::vector<double> nodes_;  ///< [node][law][value, slope]
};

}  // namespace catena
