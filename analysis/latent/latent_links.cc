// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/latent/latent_links.h"

#include <algorithm>
#include <cmath>

namespace catena {
namespace {

/// Columns less their means, divided by the root of their sum of squares; of what does not vary, zeros.
std::vector<double> unit_columns(const std::vector<double>& table, std::size_t columns, std::size_t n) {
  std::vector<double> unit(table.size(), 0);
  for (std::size_t c = 0; c < columns; ++c) {
    double mean = 0, square = 0, largest = 0;
    for (std::size_t r = 0; r < n; ++r) mean += table[r * columns + c] / static_cast<double>(n);
    for (std::size_t r = 0; r < n; ++r) {
      const double d = table[r * columns + c] - mean;
      square += d * d;
      largest = std::max(largest, std::abs(table[r * columns + c]));
    }
    // What rounding leaves of a constant is no variation.
    if (std::sqrt(square) <= 1e-12 * largest * std::sqrt(static_cast<double>(n))) continue;
    for (std::size_t r = 0; r < n; ++r)
      unit[r * columns + c] = (table[r * columns + c] - mean) / std::sqrt(square);
  }
  return unit;
}

}  // namespace

std::vector<double> column_correlations(const std::vector<double>& table, std::size_t columns,
                                        const std::vector<double>& other, std::size_t others, std::size_t n) {
  const std::vector<double> a = unit_columns(table, columns, n), b = unit_columns(other, others, n);
  std::vector<double> correlation(columns * others, 0);
  for (std::size_t r = 0; r < n; ++r)
    for (std::size_t i = 0; i < columns; ++i)
      for (std::size_t j = 0; j < others; ++j)
        correlation[i * others + j] += a[r * columns + i] * b[r * others + j];
  for (double& value : correlation) value = std::clamp(value, -1.0, 1.0);
  if (&table == &other)
    for (std::size_t i = 0; i < columns; ++i) correlation[i * columns + i] = 1;
  return correlation;
}

std::vector<LatentLink> latent_links(const std::vector<double>& correlation, std::size_t size,
                                     double threshold) {
  std::vector<LatentLink> links;
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = i + 1; j < size; ++j)
      if (std::abs(correlation[i * size + j]) >= threshold)
        links.push_back({i, j, correlation[i * size + j]});
  return links;
}

std::vector<LatentLink> added_links(const std::vector<LatentLink>& links,
                                    const std::vector<LatentLink>& reference) {
  std::vector<LatentLink> added;
  for (const LatentLink& link : links) {
    const bool known = std::any_of(reference.begin(), reference.end(), [&](const LatentLink& r) {
      return r.first == link.first && r.second == link.second &&
             (r.correlation < 0) == (link.correlation < 0);
    });
    if (!known) added.push_back(link);
  }
  return added;
}

}  // namespace catena
