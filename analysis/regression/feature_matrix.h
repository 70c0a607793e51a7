// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace catena {

/// Inputs of a regression: a row a particle, a column an attribute.
struct FeatureMatrix {
  std::size_t rows = 0, columns = 0;
  std::vector<float> values;  ///< row by row

  const float* row(std::size_t i) const { return values.data() + i * columns; }
  /// The given rows, in that order; one may be there more than once.
  FeatureMatrix part(const std::vector<std::int32_t>& wanted) const;
};

/// Columns less their mean over their standard deviation, so that what is 1e-16 m^3 or 1e6 is told apart in
/// single precision; 0 in a column that is constant. Trees do not change by it.
FeatureMatrix standardised(const std::vector<const std::vector<double>*>& columns);

}  // namespace catena
