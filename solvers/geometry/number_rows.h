// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace catena {

/// Reads "1, 2, 3; 4, 5, 6": rows of finite numbers. A semicolon at the end is allowed.
/// \param parameter its path and \param columns their names, for messages: "x, y, z, r".
/// \throws InputError naming the row unless every row has as many numbers as there are names.
std::vector<std::vector<double>> number_rows(const std::string& text, const std::string& parameter,
                                             const std::vector<std::string>& columns);

}  // namespace catena
