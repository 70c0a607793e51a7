// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "analysis/study/study_sets.h"

namespace catena {

/// Latent dimensions of the sets, and what links them. Collective.
void study_latent(Run& run, const Study& study, AnalysisRecord& record);

}  // namespace catena
