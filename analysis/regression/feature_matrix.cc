// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/regression/feature_matrix.h"

#include <algorithm>
#include <cmath>

namespace catena {

FeatureMatrix FeatureMatrix::part(const std::vector<std::int32_t>& wanted) const {
  FeatureMatrix result{wanted.size(), columns, {}};
  result.values.reserve(wanted.size() * columns);
  for (const std::int32_t i : wanted) result.values.insert(result.values.end(), row(i), row(i) + columns);
  return result;
}

FeatureMatrix standardised(const std::vector<const std::vector<double>*>& columns) {
  FeatureMatrix result;
  result.columns = columns.size();
  result.rows = columns.empty() ? 0 : columns[0]->size();
  result.values.assign(result.rows * result.columns, 0.f);
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const std::vector<double>& values = *columns[c];
    const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
    if (result.rows == 0 || *lowest == *highest) continue;
    // Scaled by the largest first: squares of 1e-200 or 1e200 are none.
    const double scale = std::max(std::abs(*lowest), std::abs(*highest)),
                 count = static_cast<double>(result.rows);
    double mean = 0, squares = 0;
    for (const double value : values) mean += value / scale / count;
    for (const double value : values) squares += (value / scale - mean) * (value / scale - mean);
    const double deviation = std::sqrt(squares / count);
    if (!(deviation > 0)) continue;
    for (std::size_t i = 0; i < result.rows; ++i)
      result.values[i * result.columns + c] = static_cast<float>((values[i] / scale - mean) / deviation);
  }
  return result;
}

}  // namespace catena
