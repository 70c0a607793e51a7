// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "analysis/study/study_sets.h"

namespace catena {

/// Severely damaged particles, the distances between them and how the damage of particles knows of the damage
/// nearby, against random relabelling. Collective.
void study_severe(Run& run, const Study& study, AnalysisRecord& record);

}  // namespace catena
