// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace catena {

/// The options of every stage.
struct Options {
  std::string input;
  std::filesystem::path output;  ///< the input's base name unless given
  std::vector<std::string> overrides;
  bool restart = false;
  bool check = false;
  bool print_parameters = false;
  bool help = false;
  bool version = false;
};

/// `arguments` without the program's name. \throws InputError for an unknown option (naming the nearest), a
/// missing value, no input or more than one.
Options parse_options(const std::vector<std::string>& arguments, const std::string& stage);

/// What `--help` prints; its first line is "catena STAGE: SUMMARY".
std::string help_text(const std::string& stage, const std::string& summary);

}  // namespace catena
