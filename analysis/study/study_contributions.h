// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/regression/contributions.h"
#include "analysis/study/study_sets.h"

namespace catena {

/// Forests of one set, and what they say of every attribute. Collective.
/// \param groups of attributes, as places in `study.attributes`
Contributions study_contributions(Run& run, const Study& study, const StudySet& set,
                                  const std::vector<std::vector<std::size_t>>& groups,
                                  AnalysisRecord& record);

/// How contributions differ between later sets and the first, of attributes and of groups. `all`: one a set.
void record_differences(const Study& study, const std::vector<std::vector<std::size_t>>& groups,
                        const std::vector<Contributions>& all, AnalysisRecord& record);

}  // namespace catena
