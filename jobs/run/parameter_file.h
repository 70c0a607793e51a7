// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace catena {

/// A value set in an input, and where: "case.prm:12".
struct Assignment {
  std::string path;   ///< "Section/Subsection/Name"
  std::string value;  ///< trimmed
  std::string place;
};

/// Reads the text of a deal.II `.prm` file: `subsection NAME`, `end`, `set NAME = VALUE`, comments from `#`
/// on, lines continued by `\`. (A reader of our own, as linking deal.II costs every rank 140 MB and a quarter
/// of a second; a test compares it with deal.II's.) \throws InputError naming file and line.
std::vector<Assignment> scan_parameter_text(const std::string& text, const std::string& file_name);

/// The file's text with its `include FILE` lines (relative to the file that holds them) replaced by what they
/// name, and comments by which scan_parameter_text still tells file and line. For one rank.
/// \throws FileError, InputError.
std::string gather_parameter_file(const std::filesystem::path& path);

/// One assignment "Section/Name = VALUE", as `--set` has it. \throws InputError.
Assignment scan_override(const std::string& text);

/// `text` as it may stand within a one-line message: no control characters, and not too long.
std::string quotable(const std::string& text);

/// `text` without the blanks at both ends.
std::string trimmed(const std::string& text);

}  // namespace catena
