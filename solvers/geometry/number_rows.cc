// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/number_rows.h"

#include <cmath>
#include <cstdlib>
#include <sstream>

#include "jobs/run/error.h"

namespace catena {
namespace {

std::string trimmed_of_blanks(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\n\r");
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(" \t\n\r") - first + 1);
}

/// A comma at the end makes one more, empty piece.
std::vector<std::string> pieces_of(const std::string& text, char separator) {
  std::vector<std::string> pieces;
  std::istringstream stream(text + separator);
  for (std::string piece; std::getline(stream, piece, separator);) pieces.push_back(trimmed_of_blanks(piece));
  return pieces;
}

}  // namespace

std::vector<std::vector<double>> number_rows(const std::string& text, const std::string& parameter,
                                             const std::vector<std::string>& columns) {
  std::string names;
  for (const std::string& column : columns) names += (names.empty() ? "" : ", ") + column;
  std::vector<std::string> rows = pieces_of(text, ';');
  while (!rows.empty() && rows.back().empty()) rows.pop_back();
  std::vector<std::vector<double>> numbers;
  for (const std::string& row : rows) {
    const std::string where = parameter + ": row " + std::to_string(numbers.size() + 1) + ", '" + row + "', ";
    const std::vector<std::string> pieces = pieces_of(row, ',');
    if (pieces.size() != columns.size())
      throw InputError(where + "has " + std::to_string(pieces.size()) + " entries, but " +
                       std::to_string(columns.size()) + " are needed: " + names);
    numbers.emplace_back();
    for (const std::string& piece : pieces) {
      char* end = nullptr;
      const double number = std::strtod(piece.c_str(), &end);
      if (piece.empty() || *end != '\0' || !std::isfinite(number))
        throw InputError(where + "has '" + piece + "' where a number is needed: " + names);
      numbers.back().push_back(number);
    }
  }
  return numbers;
}

}  // namespace catena
