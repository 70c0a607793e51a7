// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "jobs/run/parameters.h"

namespace catena {

/// Reads the whole of `text` as a value whose numbers are finite and in `range`; false, and `value`
/// untouched, if it is none. Independent of the locale.
bool parse_value(const std::string& text, Range range, bool& value);
bool parse_value(const std::string& text, Range range, std::int64_t& value);
bool parse_value(const std::string& text, Range range, double& value);
bool parse_value(const std::string& text, Range range, std::array<std::int64_t, 3>& value);
bool parse_value(const std::string& text, Range range, std::array<double, 3>& value);
bool parse_value(const std::string& text, Range range, std::vector<double>& value);

/// The shortest text that parse_value reads back as the same value.
std::string value_text(bool value);
std::string value_text(std::int64_t value);
std::string value_text(double value);
std::string value_text(const std::array<std::int64_t, 3>& value);
std::string value_text(const std::array<double, 3>& value);
std::string value_text(const std::vector<double>& value);

/// "from 1 to 64", "of at least 1", "above 0"; empty for any number.
std::string range_text(Range range);

}  // namespace catena
