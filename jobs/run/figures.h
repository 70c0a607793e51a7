// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace catena {

class Run;

/// Has the figures of a stage made by a Python program from the files in the output folder, in the timer
/// section "figures"; where that fails it warns with the last line the program said. Collective.
void draw_figures(Run& run, const std::string& program);

}  // namespace catena
