// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/nonnegative_least_squares.h"

#include <deal.II/lac/full_matrix.h>
#include <deal.II/lac/householder.h>
#include <deal.II/lac/vector.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace catena {
namespace {

/// Least squares over some of the columns alone, without a sign.
std::vector<double> least_squares(const std::vector<std::vector<double>>& columns,
                                  const std::vector<std::size_t>& free, const std::vector<double>& b) {
  dealii::FullMatrix<double> matrix(b.size(), free.size());
  for (std::size_t j = 0; j < free.size(); ++j)
    for (std::size_t i = 0; i < b.size(); ++i) matrix(i, j) = columns[free[j]][i];
  dealii::Vector<double> solution(free.size()), right(b.begin(), b.end());
  dealii::Householder<double>(matrix).least_squares(solution, right);
  return {solution.begin(), solution.end()};
}

}  // namespace

std::vector<double> nonnegative_least_squares(const std::vector<std::vector<double>>& columns,
                                              const std::vector<double>& b) {
  const std::size_t n = columns.size();
  std::vector<double> w(n, 0.), rest = b;
  std::vector<std::size_t> free;
  std::vector<char> useless(n, 0);  // depends on those that are free
  const double scale = std::sqrt(std::inner_product(b.begin(), b.end(), b.begin(), 0.));
  const auto slope = [&](std::size_t j) {
    return std::inner_product(columns[j].begin(), columns[j].end(), rest.begin(), 0.);
  };
  for (std::size_t pass = 0; pass < 3 * n && free.size() < b.size(); ++pass) {
    std::size_t best = n;
    double steepest = 1e-12 * scale;
    for (std::size_t j = 0; j < n; ++j) {
      if (w[j] > 0 || useless[j]) continue;
      const double here = slope(j);
      if (here > steepest) {
        steepest = here;
        best = j;
      }
    }
    if (best == n) break;
    free.push_back(best);
    auto trial = least_squares(columns, free, b);
    if (!(trial.back() > 0) || !std::isfinite(trial.back())) {
      free.pop_back();
      useless[best] = 1;
      continue;
    }
    std::fill(useless.begin(), useless.end(), 0);
    while (*std::min_element(trial.begin(), trial.end()) <= 0) {
      double share = 1;
      for (std::size_t k = 0; k < free.size(); ++k)
        if (trial[k] <= 0) share = std::min(share, w[free[k]] / (w[free[k]] - trial[k]));
      std::vector<std::size_t> kept;
      for (std::size_t k = 0; k < free.size(); ++k) {
        double& value = w[free[k]];
        const bool at_bound = trial[k] <= 0 && value / (value - trial[k]) <= share;
        value = at_bound ? 0. : value + share * (trial[k] - value);
        if (value > 0) kept.push_back(free[k]);
      }
      free = kept;
      if (free.empty()) return w;
      trial = least_squares(columns, free, b);
    }
    rest = b;
    for (std::size_t k = 0; k < free.size(); ++k) {
      w[free[k]] = trial[k];
      for (std::size_t i = 0; i < b.size(); ++i) rest[i] -= trial[k] * columns[free[k]][i];
    }
  }
  return w;
}

}  // namespace catena
