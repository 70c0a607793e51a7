// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/correlation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/statistics/distribution.h"
#include "analysis/statistics/seeded_sequence.h"
#include "analysis/statistics/spread_rows.h"

namespace catena {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::vector<std::size_t> sorted_order(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  return order;
}

/// Ranks where row i is there count[i] times; those of rows that are not there mean nothing.
std::vector<double> ranks_in(const std::vector<double>& values, const std::vector<std::size_t>& order,
                             const std::vector<double>& count) {
  std::vector<double> ranks(values.size());
  double below = 0;
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin;
    double tied = 0;
    while (end < order.size() && values[order[end]] == values[order[begin]]) tied += count[order[end++]];
    for (std::size_t k = begin; k < end; ++k) ranks[order[k]] = below + (tied + 1) / 2;
    below += tied;
    begin = end;
  }
  return ranks;
}

/// Less the weighted mean, times the root of the weight, to length 1; NaN if there is no length.
std::vector<double> unit_column(const std::vector<double>& values, const std::vector<double>& weight) {
  double scale = 0, total = 0, mean = 0, squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (weight[i] > 0) scale = std::max(scale, std::abs(values[i]));
  std::vector<double> unit(values.size(), none);
  if (scale == 0) return unit;
  for (std::size_t i = 0; i < values.size(); ++i) total += weight[i], mean += weight[i] * (values[i] / scale);
  mean /= total;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double deviation = values[i] / scale - mean;
    squares += weight[i] * deviation * deviation;
  }
  // What rounding leaves of a constant column is no deviation.
  if (!(squares > 1e-28 * total)) return unit;
  const double length = std::sqrt(squares);
  for (std::size_t i = 0; i < values.size(); ++i)
    unit[i] = std::sqrt(weight[i]) * (values[i] / scale - mean) / length;
  return unit;
}

/// Upper triangle, row by row, of the matrix of products of unit columns.
std::vector<double> products(const std::vector<std::vector<double>>& units) {
  std::vector<double> upper;
  for (std::size_t a = 0; a < units.size(); ++a)
    for (std::size_t b = a + 1; b < units.size(); ++b) {
      const double sum = std::inner_product(units[a].begin(), units[a].end(), units[b].begin(), 0.0);
      upper.push_back(std::isnan(sum) ? none : std::clamp(sum, -1.0, 1.0));
    }
  return upper;
}

/// Of the standard normal distribution, by bisection.
double normal_quantile(double share) {
  double low = -40, high = 40;
  for (int step = 0; step < 100; ++step) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(-middle / std::sqrt(2.0)) < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

std::vector<double> ranks_of(const std::vector<double>& values) {
  return ranks_in(values, sorted_order(values), std::vector<double>(values.size(), 1.0));
}

double pearson(const std::vector<double>& first, const std::vector<double>& second) {
  const std::vector<double> ones(first.size(), 1.0);
  return products({unit_column(first, ones), unit_column(second, ones)})[0];
}

CorrelationMatrix correlations(MPI_Comm comm, const std::vector<const std::vector<double>*>& columns,
                               CorrelationKind kind, const CorrelationInterval& interval) {
  const std::size_t size = columns.size(), rows = size == 0 ? 0 : columns[0]->size();
  std::vector<std::vector<std::size_t>> order;
  if (kind == CorrelationKind::spearman)
    for (const std::vector<double>* column : columns) order.push_back(sorted_order(*column));
  const auto upper_of = [&](const std::vector<double>& count) {
    std::vector<std::vector<double>> units;
    for (std::size_t c = 0; c < size; ++c)
      units.push_back(unit_column(
          kind == CorrelationKind::pearson ? *columns[c] : ranks_in(*columns[c], order[c], count), count));
    return products(units);
  };
  const std::vector<double> found = upper_of(std::vector<double>(rows, 1.0));
  std::vector<double> low(found.size(), none), high(found.size(), none);
  const double tail = (1 - interval.confidence) / 2;
  if (rows > 3 && interval.resamples > 0) {
    const auto resamples = static_cast<std::size_t>(interval.resamples);
    const std::vector<double> drawn = spread_rows(comm, resamples, found.size(), [&](std::size_t k) {
      SeededSequence draws(interval.seed, Draw::resample, k);
      std::vector<double> count(rows, 0.0);
      for (std::size_t i = 0; i < rows; ++i) count[draws.below(rows)] += 1;
      return upper_of(count);
    });
    for (std::size_t p = 0; p < found.size(); ++p) {
      std::vector<double> all;
      for (std::size_t k = 0; k < resamples; ++k)
        if (!std::isnan(drawn[k * found.size() + p])) all.push_back(drawn[k * found.size() + p]);
      std::sort(all.begin(), all.end());
      if (std::isnan(found[p])) continue;
      low[p] = quantile(all, tail);
      high[p] = quantile(all, 1 - tail);
    }
  } else if (rows > 3) {
    const double q = normal_quantile(1 - tail);
    for (std::size_t p = 0; p < found.size(); ++p) {
      const double r = found[p], extra = kind == CorrelationKind::spearman ? r * r / 2 : 0;
      const double half = q * std::sqrt((1 + extra) / (static_cast<double>(rows) - 3));
      low[p] = std::tanh(std::atanh(r) - half);
      high[p] = std::tanh(std::atanh(r) + half);
    }
  }
  CorrelationMatrix result{size, std::vector<double>(size * size, 1.0), std::vector<double>(size * size, 1.0),
                           std::vector<double>(size * size, 1.0)};
  std::size_t p = 0;
  for (std::size_t a = 0; a < size; ++a)
    for (std::size_t b = a + 1; b < size; ++b, ++p)
      for (const std::size_t place : {a * size + b, b * size + a}) {
        result.value[place] = found[p];
        result.low[place] = low[p];
        result.high[place] = high[p];
      }
  return result;
}

std::vector<std::vector<std::size_t>> correlated_groups(const std::vector<const CorrelationMatrix*>& matrices,
                                                        std::size_t columns, double above) {
  std::vector<std::size_t> root(columns);
  std::iota(root.begin(), root.end(), std::size_t{0});
  const auto find = [&](std::size_t c) {
    while (root[c] != c) c = root[c] = root[root[c]];
    return c;
  };
  for (const CorrelationMatrix* matrix : matrices)
    for (std::size_t a = 0; a < columns; ++a)
      for (std::size_t b = a + 1; b < columns; ++b)
        if (std::abs(matrix->value[a * matrix->size + b]) > above) {
          const auto [low, high] = std::minmax({find(a), find(b)});
          root[high] = low;
        }
  std::vector<std::vector<std::size_t>> groups(columns);
  for (std::size_t c = 0; c < columns; ++c) groups[find(c)].push_back(c);
  groups.erase(
      std::remove_if(groups.begin(), groups.end(), [](const auto& group) { return group.size() < 2; }),
      groups.end());
  return groups;
}

}  // namespace catena
