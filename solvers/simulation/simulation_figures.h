// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <string>

namespace catena {

/// Has the figures made from the files in a folder by analysis/report/simulate_figures.py. For one rank.
/// \return empty if it worked, else why it did not.
std::string draw_simulation_figures(const std::filesystem::path& folder);

}  // namespace catena
