// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace catena {

/// "ten = a/attributes.csv; fifty = b" as a parameter has it.
struct NamedPath {
  std::string name, path;
};

/// \throws InputError naming the parameter: no name or no path, a name twice, a name that cannot name a group
/// of an HDF5 file.
std::vector<NamedPath> parse_named_paths(const std::string& text, const std::string& parameter);

/// "Z, Roll, Pitch" as a parameter has it. \throws InputError naming the parameter: a name twice, or none.
std::vector<std::string> parse_names(const std::string& text, const std::string& parameter);

}  // namespace catena
