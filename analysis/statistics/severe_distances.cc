// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/severe_distances.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "analysis/attributes/nearest_neighbours.h"
#include "analysis/statistics/distribution.h"
#include "analysis/statistics/observation_window.h"
#include "analysis/statistics/seeded_sequence.h"
#include "analysis/statistics/spread_rows.h"

namespace catena {
namespace {

using Point = std::array<double, 3>;

double between(const Point& a, const Point& b) {
  return std::sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) +
                   (a[2] - b[2]) * (a[2] - b[2]));
}

/// Distances among some of the points, those at `chosen`.
SevereDistances distances_among(const std::vector<Point>& points, std::vector<std::int32_t> chosen) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  SevereDistances result;
  std::vector<Point> own;
  own.reserve(chosen.size());
  for (const std::int32_t i : chosen) own.push_back(points[i]);
  const auto found = nearest_neighbours(own, 3);
  result.particle = std::move(chosen);
  for (std::size_t i = 0; i < own.size(); ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const bool there = k < found[i].size();
      const double distance = there ? between(own[i], own[found[i][k]]) : none;
      result.neighbour.push_back(there ? result.particle[found[i][k]] : -1);
      result.distance.push_back(distance);
      if (there) sum += distance;
    }
    result.nearest.push_back(result.distance[3 * i]);
    result.three_nearest.push_back(found[i].empty() ? none : sum / static_cast<double>(found[i].size()));
  }
  return result;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

/// A row of a draw: its mean distance, then the density in the bins.
void append(std::vector<double>& row, const std::vector<double>& distances,
            const std::vector<double>& edges) {
  row.push_back(mean_of(distances));
  const std::vector<double> bins = density(distances, edges);
  row.insert(row.end(), bins.begin(), bins.end());
}

/// What all rows say from their column `begin` on.
Relabelling gathered(const std::vector<double>& rows, std::size_t width, std::size_t begin, std::size_t bins,
                     double found, double confidence) {
  Relabelling result;
  const std::size_t draws = rows.size() / width;
  const double tail = (1 - confidence) / 2;
  std::vector<double> column(draws);
  const auto sort_column = [&](std::size_t c) {
    for (std::size_t k = 0; k < draws; ++k) column[k] = rows[k * width + c];
    if (c == begin) result.mean = column;
    std::sort(column.begin(), column.end());
  };
  sort_column(begin);
  result.low = quantile(column, tail);
  result.median = quantile(column, 0.5);
  result.high = quantile(column, 1 - tail);
  // The mean of the same particles may differ in the last bit with their order.
  const double slack = 1e-12 * found;
  const auto smaller = std::upper_bound(column.begin(), column.end(), found + slack) - column.begin();
  const auto larger = column.end() - std::lower_bound(column.begin(), column.end(), found - slack);
  result.clustered = static_cast<double>(1 + smaller) / static_cast<double>(1 + draws);
  result.regular = static_cast<double>(1 + larger) / static_cast<double>(1 + draws);
  result.density.resize(3 * bins);
  for (std::size_t b = 0; b < bins; ++b) {
    sort_column(begin + 1 + b);
    result.density[b] = quantile(column, tail);
    result.density[bins + b] = quantile(column, 0.5);
    result.density[2 * bins + b] = quantile(column, 1 - tail);
  }
  return result;
}

}  // namespace

SevereDistances severe_distances(const std::vector<Point>& points, const std::vector<std::uint8_t>& severe) {
  std::vector<std::int32_t> chosen;
  for (std::size_t i = 0; i < severe.size(); ++i)
    if (severe[i]) chosen.push_back(static_cast<std::int32_t>(i));
  SevereDistances result = distances_among(points, std::move(chosen));
  const ObservationWindow window = window_of(points);
  const auto weight = [&](std::size_t i, double furthest) {
    if (std::isnan(furthest) || furthest > window.border_distance(points[result.particle[i]])) return 0.0;
    const double volume = window.eroded_volume(furthest);
    return volume > 0 ? window.volume() / volume : 0.0;
  };
  for (std::size_t i = 0; i < result.particle.size(); ++i) {
    result.nearest_weight.push_back(weight(i, result.distance[3 * i]));
    result.three_nearest_weight.push_back(weight(i, result.distance[3 * i + 2]));
  }
  return result;
}

RelabelledDistances relabel_severe(MPI_Comm comm, const std::vector<Point>& points,
                                   const SevereDistances& found, const std::vector<double>& nearest_edges,
                                   const std::vector<double>& three_nearest_edges, std::int64_t relabellings,
                                   double confidence, std::uint64_t seed) {
  const std::size_t severe = found.particle.size();
  const std::size_t first = nearest_edges.size(), width = first + three_nearest_edges.size();
  const auto row = [&](std::size_t k) {
    std::vector<std::int32_t> drawn = SeededSequence(seed, Draw::relabelling, k).order(points.size());
    drawn.resize(severe);
    const SevereDistances distances = distances_among(points, std::move(drawn));
    std::vector<double> values;
    append(values, distances.nearest, nearest_edges);
    append(values, distances.three_nearest, three_nearest_edges);
    return values;
  };
  const std::vector<double> rows = spread_rows(comm, static_cast<std::size_t>(relabellings), width, row);
  return {
      gathered(rows, width, 0, first - 1, mean_of(found.nearest), confidence),
      gathered(rows, width, first, three_nearest_edges.size() - 1, mean_of(found.three_nearest), confidence)};
}

}  // namespace catena
