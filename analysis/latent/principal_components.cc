// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/latent/principal_components.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace catena {
namespace {

/// Turns the symmetric matrix `a` into a diagonal one, and the rows of `v` into its eigenvectors.
void diagonalise(std::vector<double>& a, std::vector<double>& v, std::size_t n) {
  for (int sweep = 0; sweep < 100; ++sweep) {
    double off = 0, on = 0;
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) (i == j ? on : off) += a[i * n + j] * a[i * n + j];
    if (off <= 1e-30 * on) return;
    for (std::size_t p = 0; p + 1 < n; ++p)
      for (std::size_t q = p + 1; q < n; ++q) {
        if (a[p * n + q] == 0) continue;
        const double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
        const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
        const double c = 1 / std::sqrt(t * t + 1), s = t * c;
        const auto turn = [&](double& x, double& y) {
          const double old = x;
          x = c * old - s * y;
          y = s * old + c * y;
        };
        for (std::size_t k = 0; k < n; ++k) turn(a[k * n + p], a[k * n + q]);
        for (std::size_t k = 0; k < n; ++k) turn(a[p * n + k], a[q * n + k]);
        for (std::size_t k = 0; k < n; ++k) turn(v[p * n + k], v[q * n + k]);
      }
  }
}

}  // namespace

PrincipalComponents principal_components(const std::vector<double>& table, std::size_t columns,
                                         const std::vector<std::size_t>& rows) {
  const std::size_t n = columns;
  const double count = static_cast<double>(rows.size());
  PrincipalComponents result;
  result.columns = n;
  result.mean.assign(n, 0);
  for (const std::size_t r : rows)
    for (std::size_t c = 0; c < n; ++c) result.mean[c] += table[r * n + c] / count;
  std::vector<double> covariance(n * n, 0), vectors(n * n, 0), row(n);
  for (const std::size_t r : rows) {
    for (std::size_t c = 0; c < n; ++c) row[c] = table[r * n + c] - result.mean[c];
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) covariance[i * n + j] += row[i] * row[j] / count;
  }
  for (std::size_t i = 0; i < n; ++i) vectors[i * n + i] = 1;
  diagonalise(covariance, vectors, n);

  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) {
    return covariance[i * n + i] > covariance[j * n + j];
  });
  for (const std::size_t k : order) {
    result.variance.push_back(std::max(0.0, covariance[k * n + k]));
    const auto begin = vectors.begin() + static_cast<std::ptrdiff_t>(k * n);
    const double largest = *std::max_element(begin, begin + static_cast<std::ptrdiff_t>(n),
                                             [](double x, double y) { return std::abs(x) < std::abs(y); });
    for (std::size_t c = 0; c < n; ++c)
      result.axes.push_back(largest < 0 ? -vectors[k * n + c] : vectors[k * n + c]);
  }
  return result;
}

double PrincipalComponents::error(const std::vector<double>& table, const std::vector<std::size_t>& rows,
                                  std::size_t size) const {
  double sum = 0;
  std::vector<double> rest(columns);
  for (const std::size_t r : rows) {
    for (std::size_t c = 0; c < columns; ++c) rest[c] = table[r * columns + c] - mean[c];
    for (std::size_t k = 0; k < size; ++k) {
      double share = 0;
      for (std::size_t c = 0; c < columns; ++c) share += axes[k * columns + c] * rest[c];
      for (std::size_t c = 0; c < columns; ++c) rest[c] -= share * axes[k * columns + c];
    }
    for (const double d : rest) sum += d * d;
  }
  return sum / static_cast<double>(rows.size() * columns);
}

}  // namespace catena
