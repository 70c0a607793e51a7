// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/mark_correlation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "analysis/statistics/distribution.h"
#include "analysis/statistics/near_pairs_of_points.h"
#include "analysis/statistics/seeded_sequence.h"
#include "analysis/statistics/spread_rows.h"

namespace catena {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Sums of the pairs' weights, by bin.
std::vector<double> sums_of(const BinnedPairs& pairs) {
  std::vector<double> sum(pairs.edges.size() - 1, 0);
  for (std::size_t k = 0; k < pairs.bin.size(); ++k) sum[pairs.bin[k]] += pairs.weight[k];
  return sum;
}

std::vector<double> correlation_of(const BinnedPairs& pairs, const std::vector<double>& sum,
                                   const std::vector<double>& marks) {
  double mean = 0;
  for (const double mark : marks) mean += mark / static_cast<double>(marks.size());
  std::vector<double> products(sum.size(), 0);
  for (std::size_t k = 0; k < pairs.bin.size(); ++k)
    products[pairs.bin[k]] += pairs.weight[k] * marks[pairs.first[k]] * marks[pairs.second[k]];
  for (std::size_t b = 0; b < sum.size(); ++b)
    products[b] = sum[b] > 0 ? products[b] / sum[b] / (mean * mean) : none;
  return products;
}

/// Envelope and p-value of the curve found among the shuffled ones; `row(k)` gives a shuffled curve.
template <class Row>
MarkCorrelation judged(std::vector<double> found, std::size_t shuffles, double confidence, const Row& row) {
  MarkCorrelation result;
  const std::size_t bins = found.size();
  const double tail = (1 - confidence) / 2;
  result.relabelled.assign(3 * bins, none);
  std::vector<double> furthest(shuffles + 1, 0), column(shuffles + 1);
  for (std::size_t b = 0; b < bins; ++b) {
    if (std::isnan(found[b])) continue;
    for (std::size_t k = 0; k < shuffles; ++k) column[k] = row(k)[b];
    column[shuffles] = found[b];
    const MeanAndDeviation all = mean_and_deviation(column);
    // A deviation from rounding alone is none.
    if (all.deviation > 1e-9 * std::abs(all.mean))
      for (std::size_t k = 0; k <= shuffles; ++k)
        furthest[k] = std::max(furthest[k], std::abs(column[k] - all.mean) / all.deviation);
    column.pop_back();
    std::sort(column.begin(), column.end());
    for (int end = 0; end < 3; ++end)
      result.relabelled[static_cast<std::size_t>(end) * bins + b] = quantile(column, end == 0   ? tail
                                                                                     : end == 1 ? 0.5
                                                                                                : 1 - tail);
    column.push_back(0);
  }
  const auto as_far = std::count_if(furthest.begin(), furthest.end() - 1, [&](double distance) {
    return distance >= furthest.back() * (1 - 1e-9);
  });
  result.p_value = static_cast<double>(1 + as_far) / static_cast<double>(1 + shuffles);
  result.found = std::move(found);
  return result;
}

}  // namespace

PairCorrelations pair_correlations(MPI_Comm comm, const std::vector<std::array<double, 3>>& points,
                                   const std::vector<std::vector<double>>& marks, double longest,
                                   std::int64_t bins, std::int64_t relabellings, double confidence,
                                   std::uint64_t seed) {
  PairCorrelations result;
  const ObservationWindow window = window_of(points);
  if (points.size() < 3 || window.dimension() == 0) {
    result.not_computed = "pairs need at least three particles that do not lie in one place";
    return result;
  }
  const auto n = static_cast<double>(points.size());
  const double spacing = std::pow(window.volume() / n, 1.0 / window.dimension());
  const BinnedPairs pairs =
      near_pairs_of_points(points, window, std::min(longest * spacing, 0.9 * window.shortest_edge()),
                           static_cast<std::size_t>(bins));
  const std::vector<double> sum = sums_of(pairs);
  for (std::size_t b = 0; b < sum.size(); ++b) {
    result.distance.push_back((pairs.edges[b] + pairs.edges[b + 1]) / 2);
    const double shell = window.ball(pairs.edges[b + 1]) - window.ball(pairs.edges[b]);
    result.points.push_back(2 * sum[b] * window.volume() / (n * (n - 1) * shell));
  }
  const std::size_t width = sum.size() * marks.size(), shuffles = static_cast<std::size_t>(relabellings);
  const std::vector<double> rows = spread_rows(comm, shuffles, width, [&](std::size_t k) {
    const std::vector<std::int32_t> order = SeededSequence(seed, Draw::shuffle, k).order(points.size());
    std::vector<double> row, shuffled(points.size());
    for (const std::vector<double>& kind : marks) {
      for (std::size_t i = 0; i < points.size(); ++i) shuffled[i] = kind[order[i]];
      const std::vector<double> curve = correlation_of(pairs, sum, shuffled);
      row.insert(row.end(), curve.begin(), curve.end());
    }
    return row;
  });
  for (std::size_t m = 0; m < marks.size(); ++m) {
    const bool any = std::any_of(marks[m].begin(), marks[m].end(), [](double mark) { return mark != 0; });
    result.marks.push_back(
        any ? judged(correlation_of(pairs, sum, marks[m]), shuffles, confidence,
                     [&](std::size_t k) { return rows.data() + k * width + m * sum.size(); })
            : MarkCorrelation{});
  }
  return result;
}

}  // namespace catena
