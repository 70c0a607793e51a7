// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>

namespace catena {

/// Runs `work` in a copy of this process and tells whether the copy lived: false if a signal ended it, or it
/// used more than `cpu_seconds` of processor time. What it prints, throws or changes in memory is lost.
///
/// For a library that breaks on a corrupt file: where the copy lives, this process will live too. `work` must
/// not use MPI. Where the system makes no copy the answer is true.
bool survives(const std::function<void()>& work, int cpu_seconds);

}  // namespace catena
