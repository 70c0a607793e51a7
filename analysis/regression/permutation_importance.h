// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/regression/feature_matrix.h"
#include "analysis/regression/forest.h"

namespace catena {

/// How much r² falls where a column is shuffled among the rows (Breiman 2001, doi:10.1023/A:1010933404324),
/// mean over `shuffles`, for each column; NaN where there is no r². For rows that the forest has not been
/// grown on.
std::vector<double> permutation_importance(const Forest& forest, const FeatureMatrix& inputs,
                                           const std::vector<double>& target, std::int64_t shuffles,
                                           std::uint64_t seed);

}  // namespace catena
