// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace catena {

/// Closed range that a number must lie in; numbers are always finite.
struct Range {
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();

  static Range any() { return {}; }
  static Range at_least(double value) { return {value, std::numeric_limits<double>::infinity()}; }
  static Range not_negative() { return at_least(0); }
  /// Above zero.
  static Range positive() { return at_least(std::numeric_limits<double>::denorm_min()); }
  bool holds(double value) const { return value >= lowest && value <= highest; }
};

/// Parameters of a stage: each is declared once, with name, default (the variable's value at that moment),
/// unit, range and one sentence, and bound to the variable that it sets.
///
/// A name is a path, "Section/Subsection/Name"; files are deal.II `.prm` files. An unknown name is an
/// InputError that names the nearest known one; a value out of range is one that says the range. A unit is
/// "m", "s", ... or
/// "" for pure numbers.
///
/// Declaring a name twice, or a default that is not in its own range, is a programmer's mistake:
/// std::logic_error.
class Parameters {
 public:
  Parameters();
  ~Parameters();
  Parameters(const Parameters&) = delete;
  Parameters& operator=(const Parameters&) = delete;

  void add(const std::string& path, bool& variable, const std::string& sentence);
  void add(const std::string& path, std::int64_t& variable, const std::string& unit, Range range,
           const std::string& sentence);
  void add(const std::string& path, double& variable, const std::string& unit, Range range,
           const std::string& sentence);
  /// Any text, e.g. a file name.
  void add(const std::string& path, std::string& variable, const std::string& sentence);
  /// One of a few words.
  void add(const std::string& path, std::string& variable, const std::vector<std::string>& choices,
           const std::string& sentence);
  /// Three numbers "z, y, x", each in the range.
  void add(const std::string& path, std::array<std::int64_t, 3>& variable, const std::string& unit,
           Range range, const std::string& sentence);
  void add(const std::string& path, std::array<double, 3>& variable, const std::string& unit, Range range,
           const std::string& sentence);
  /// Numbers separated by commas, any count.
  void add(const std::string& path, std::vector<double>& variable, const std::string& unit, Range range,
           const std::string& sentence);

  /// Reads a `.prm` file's text, then `overrides` ("Section/Name = value"), and sets every bound variable.
  /// \throws InputError naming file and line, or the override.
  void read(const std::string& text, const std::string& file_name, const std::vector<std::string>& overrides);

  /// All parameters with their present values, as a `.prm` file that alone reruns the run.
  std::string resolved() const;
  /// Every parameter with default, range, unit and sentence: what `--print-parameters` prints, a `.prm` file
  /// too.
  std::string documented() const;
  /// Path and present value of every parameter, in the order of their declaration.
  std::vector<std::pair<std::string, std::string>> values() const;
  /// Path and present value of every parameter whose last part is `name`, e.g. "Seed".
  std::vector<std::pair<std::string, std::string>> values_named(const std::string& name) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace catena
