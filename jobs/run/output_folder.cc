// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "jobs/run/output_folder.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "jobs/run/error.h"

namespace catena {

namespace fs = std::filesystem;

OutputFolder::OutputFolder(fs::path path) : path_(std::move(path)) {}

void OutputFolder::check() const {
  std::error_code ignored;
  fs::path there = fs::absolute(path_).lexically_normal();
  while (!fs::exists(there, ignored) && there.has_relative_path()) there = there.parent_path();
  if (!fs::is_directory(there, ignored))
    throw FileError("cannot make the output folder '" + path_.string() + "': '" + there.string() +
                    "' is a file; give another --output");
  if (::access(there.c_str(), W_OK | X_OK) != 0)
    throw FileError("cannot write to the output folder '" + path_.string() + "': '" + there.string() +
                    "': " + std::strerror(errno) + "; give another --output");
}

void OutputFolder::make() {
  std::error_code error;
  fs::path part;
  for (const fs::path& name : path_.lexically_normal()) {
    part /= name;
    if (part.empty() || name.empty()) continue;
    if (fs::create_directory(part, error)) made_.push_back(part);
    if (error && !fs::is_directory(part)) {
      abandon({});
      throw FileError("cannot make the output folder '" + path_.string() + "': " + error.message() +
                      "; give another --output");
    }
  }
}

void OutputFolder::abandon(const std::vector<fs::path>& files) {
  std::error_code ignored;
  for (const fs::path& file : files) fs::remove(file, ignored);
  for (auto folder = made_.rbegin(); folder != made_.rend(); ++folder) ::rmdir(folder->c_str());
  made_.clear();
}

}  // namespace catena
