// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/study/study_sets.h"

namespace catena {

/// Correlations of the attributes and the target by set. Returns the groups of attributes that they tie
/// together, as places in `study.attributes`. Collective.
std::vector<std::vector<std::size_t>> study_correlations(Run& run, const Study& study,
                                                         AnalysisRecord& record);

}  // namespace catena
