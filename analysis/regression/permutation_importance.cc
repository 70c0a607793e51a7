// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/regression/permutation_importance.h"

#include <cstddef>

#include "analysis/statistics/seeded_sequence.h"

namespace catena {

std::vector<double> permutation_importance(const Forest& forest, const FeatureMatrix& inputs,
                                           const std::vector<double>& target, std::int64_t shuffles,
                                           std::uint64_t seed) {
  const double whole = r_squared(target, forest.predict(inputs));
  std::vector<double> fall(inputs.columns, 0);
  for (std::size_t c = 0; c < inputs.columns; ++c) {
    // All shuffles of a column are predicted at once.
    FeatureMatrix shuffled{0, inputs.columns, {}};
    for (std::int64_t k = 0; k < shuffles; ++k) {
      const auto index = static_cast<std::uint64_t>(c) * static_cast<std::uint64_t>(shuffles) +
                         static_cast<std::uint64_t>(k);
      const std::vector<std::int32_t> order = SeededSequence(seed, Draw::shuffle, index).order(inputs.rows);
      for (std::size_t i = 0; i < inputs.rows; ++i) {
        shuffled.values.insert(shuffled.values.end(), inputs.row(i), inputs.row(i) + inputs.columns);
        shuffled.values[(shuffled.rows++) * inputs.columns + c] = inputs.row(order[i])[c];
      }
    }
    const std::vector<double> predicted = forest.predict(shuffled);
    for (std::int64_t k = 0; k < shuffles; ++k) {
      const auto begin =
          predicted.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(k) * inputs.rows);
      const std::vector<double> own(begin, begin + static_cast<std::ptrdiff_t>(inputs.rows));
      fall[c] += (whole - r_squared(target, own)) / static_cast<double>(shuffles);
    }
  }
  return fall;
}

}  // namespace catena
