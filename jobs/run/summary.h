// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "jobs/run/stage.h"

namespace catena {

/// What `--check` prints.
std::string check_text(const Estimate& estimate, int ranks);

/// The line at a run's end: time, cells (or unknowns x steps) per second and rank, peak memory in bytes.
std::string summary_text(const Estimate& estimate, long steps, double seconds, int ranks, double peak_memory);

}  // namespace catena
