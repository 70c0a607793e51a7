// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <vector>

namespace catena {

/// The folder that a run's results go to. On one rank only: its members are called inside `agree_on_root`.
class OutputFolder {
 public:
  explicit OutputFolder(std::filesystem::path path);

  /// Whether the folder could be made and written to, without making it. \throws FileError if not.
  void check() const;
  /// Makes it, with the folders above it. \throws FileError.
  void make();
  /// Undoes `make` as far as the folders are empty, and removes `files`, which this run wrote, before.
  void abandon(const std::vector<std::filesystem::path>& files);

 private:
  std::filesystem::path path_;
  std::vector<std::filesystem::path> made_;
};

}  // namespace catena
