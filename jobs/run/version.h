// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace catena {

/// "0.1.0".
std::string version();
/// The git revision that was built, with "-dirty" where files differed from it; "unknown" outside a
/// repository.
std::string revision();
/// Name and version of the compiler and of the libraries below every stage.
std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace catena
