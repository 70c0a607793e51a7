// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/parameter_value.h"

#include <charconv>
#include <cmath>
#include <sstream>

#include "jobs/run/parameter_file.h"

namespace catena {
namespace {

template <typename Number>
bool parse_number(std::string text, Range range, Number& value) {
  text = trimmed(text);
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.erase(0, 1);
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return false;
  if (!std::isfinite(static_cast<double>(number)) || !range.holds(static_cast<double>(number))) return false;
  value = number;
  return true;
}

template <typename Number>
bool parse_list(const std::string& text, Range range, std::vector<Number>& values) {
  std::vector<Number> numbers;
  if (!trimmed(text).empty()) {
    std::istringstream pieces(text + ",");
    std::string piece;
    while (std::getline(pieces, piece, ',')) {
      numbers.emplace_back();
      if (!parse_number(piece, range, numbers.back())) return false;
    }
  }
  values = numbers;
  return true;
}

template <typename Number>
bool parse_three(const std::string& text, Range range, std::array<Number, 3>& value) {
  std::vector<Number> numbers;
  if (!parse_list(text, range, numbers) || numbers.size() != 3) return false;
  value = {numbers[0], numbers[1], numbers[2]};
  return true;
}

template <typename Number>
std::string number_text(Number number) {
  char text[40];
  return std::string(text, std::to_chars(text, text + sizeof text, number).ptr);
}

/// Whole numbers without an exponent as far as they are easily read so.
std::string number_text(double number) {
  if (std::floor(number) == number && std::abs(number) < 1e8)
    return number_text(static_cast<std::int64_t>(number));
  return number_text<double>(number);
}

template <typename List>
std::string list_text(const List& list) {
  std::string text;
  for (const auto number : list) text += (text.empty() ? "" : ", ") + number_text(number);
  return text;
}

}  // namespace

bool parse_value(const std::string& text, Range, bool& value) {
  if (text != "true" && text != "false") return false;
  value = text == "true";
  return true;
}
bool parse_value(const std::string& text, Range range, std::int64_t& value) {
  return parse_number(text, range, value);
}
bool parse_value(const std::string& text, Range range, double& value) {
  return parse_number(text, range, value);
}
bool parse_value(const std::string& text, Range range, std::array<std::int64_t, 3>& value) {
  return parse_three(text, range, value);
}
bool parse_value(const std::string& text, Range range, std::array<double, 3>& value) {
  return parse_three(text, range, value);
}
bool parse_value(const std::string& text, Range range, std::vector<double>& value) {
  return parse_list(text, range, value);
}

std::string value_text(bool value) { return value ? "true" : "false"; }
std::string value_text(std::int64_t value) { return number_text(value); }
std::string value_text(double value) { return number_text(value); }
std::string value_text(const std::array<std::int64_t, 3>& value) { return list_text(value); }
std::string value_text(const std::array<double, 3>& value) { return list_text(value); }
std::string value_text(const std::vector<double>& value) { return list_text(value); }

std::string range_text(Range range) {
  const bool from_zero_on = range.lowest > 0 && range.lowest <= std::numeric_limits<double>::min();
  const bool open_below = std::isinf(range.lowest), open_above = std::isinf(range.highest);
  if (open_below && open_above) return "";
  if (open_below) return "of at most " + number_text(range.highest);
  if (from_zero_on) return "above 0" + (open_above ? "" : " and at most " + number_text(range.highest));
  if (open_above) return "of at least " + number_text(range.lowest);
  return "from " + number_text(range.lowest) + " to " + number_text(range.highest);
}

}  // namespace catena
