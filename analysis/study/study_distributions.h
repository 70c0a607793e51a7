// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "analysis/study/study_sets.h"

namespace catena {

/// Distributions of all columns by set, how far later sets are from the first, and the simulated beside the
/// measured damage. Collective.
void study_distributions(Run& run, const Study& study, AnalysisRecord& record);

}  // namespace catena
