// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace catena {
namespace {

double p_value_of(double distance, double effective_count) {
  const double root = std::sqrt(effective_count), lambda = (root + 0.12 + 0.11 / root) * distance;
  if (lambda < 0.2) return 1;
  double sum = 0;
  for (int k = 1; k <= 100; ++k) sum += (k % 2 ? 2 : -2) * std::exp(-2.0 * k * k * lambda * lambda);
  return std::min(1.0, std::max(0.0, sum));
}

}  // namespace

double quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = std::min(static_cast<std::size_t>(place), sorted.size() - 1);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

MeanAndDeviation mean_and_deviation(const std::vector<double>& values) {
  double sum = 0, squares = 0, count = 0;
  for (const double value : values)
    if (!std::isnan(value)) sum += value, count += 1;
  if (count == 0) return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  const double mean = sum / count;
  for (const double value : values)
    if (!std::isnan(value)) squares += (value - mean) * (value - mean);
  return {mean, count > 1 ? std::sqrt(squares / (count - 1)) : 0};
}

Summary summary_of(const std::vector<double>& values) {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  const MeanAndDeviation both = mean_and_deviation(values);
  return {both.mean,
          both.deviation,
          quantile(sorted, 0),
          quantile(sorted, 0.05),
          quantile(sorted, 0.25),
          quantile(sorted, 0.5),
          quantile(sorted, 0.75),
          quantile(sorted, 0.95),
          quantile(sorted, 1)};
}

std::vector<double> common_edges(const std::vector<const std::vector<double>*>& columns, std::size_t bins) {
  double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
  for (const std::vector<double>* column : columns)
    for (const double value : *column)
      if (std::isfinite(value)) lowest = std::min(lowest, value), highest = std::max(highest, value);
  if (!(lowest <= highest)) lowest = 0, highest = 1;
  // What rounding leaves of a constant has no extent: its bins would have no width.
  const double largest = std::max(std::abs(lowest), std::abs(highest));
  if (highest - lowest <= 1e-12 * largest) {
    const double half = largest == 0 ? 0.5 : 0.5 * largest;
    lowest -= half, highest += half;
  }
  std::vector<double> edges(bins + 1);
  for (std::size_t b = 0; b <= bins; ++b) {
    const double share = static_cast<double>(b) / static_cast<double>(bins);
    edges[b] = lowest * (1 - share) + highest * share;
  }
  edges.back() = highest;
  return edges;
}

std::size_t bin_of(double value, const std::vector<double>& edges) {
  const std::size_t bins = edges.size() - 1;
  if (!(value >= edges.front() && value <= edges.back())) return bins;
  const auto after = std::upper_bound(edges.begin(), edges.end(), value) - edges.begin();
  return std::min(static_cast<std::size_t>(after - 1), bins - 1);
}

std::vector<double> density(const std::vector<double>& values, const std::vector<double>& edges) {
  return density(values, std::vector<double>(values.size(), 1.0), edges);
}

std::vector<double> density(const std::vector<double>& values, const std::vector<double>& weights,
                            const std::vector<double>& edges) {
  std::vector<double> result(edges.size() - 1, 0);
  double total = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    total += weights[i];
    const std::size_t bin = bin_of(values[i], edges);
    if (bin < result.size()) result[bin] += weights[i];
  }
  if (total > 0)
    for (std::size_t b = 0; b < result.size(); ++b) result[b] /= total * (edges[b + 1] - edges[b]);
  return result;
}

KolmogorovSmirnov kolmogorov_smirnov(std::vector<double> first, std::vector<double> second) {
  if (first.empty() || second.empty()) return {};
  std::sort(first.begin(), first.end());
  std::sort(second.begin(), second.end());
  const double n = static_cast<double>(first.size()), m = static_cast<double>(second.size());
  double distance = 0;
  for (std::size_t i = 0, j = 0; i < first.size() && j < second.size();) {
    const double value = std::min(first[i], second[j]);
    while (i < first.size() && first[i] == value) ++i;
    while (j < second.size() && second[j] == value) ++j;
    distance = std::max(distance, std::abs(static_cast<double>(i) / n - static_cast<double>(j) / m));
  }
  return {distance, p_value_of(distance, n * m / (n + m))};
}

KolmogorovSmirnov kolmogorov_smirnov_uniform(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const double n = static_cast<double>(values.size());
  double distance = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    distance = std::max(
        {distance, (static_cast<double>(i) + 1) / n - values[i], values[i] - static_cast<double>(i) / n});
  return {distance, p_value_of(distance, n)};
}

}  // namespace catena
