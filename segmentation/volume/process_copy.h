// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <functional>
#include <string>

namespace catena {

/// Runs `work` in a copy of this process and throws the Error that it throws there. What it prints or changes
/// in memory is lost.
///
/// For a library that breaks on a corrupt file: if a signal ends the copy, or it uses more than `cpu_seconds`
/// of processor time, that is a FileError with the sentence `if_it_dies`, and this process lives. `work` must
/// not use MPI. Where the system makes no copy nothing is done.
void run_in_copy(const std::function<void()>& work, int cpu_seconds, const std::string& if_it_dies);

}  // namespace catena
