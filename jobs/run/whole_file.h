// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <filesystem>
#include <string>
#include <vector>

namespace catena {

/// A file that appears under its name only when it is whole: write to `temporary()`, which lies beside it,
/// close it, then `commit()`. Without a commit the destructor removes what was written, and an older file of
/// that name stays as it was.
///
/// Made by all ranks of `comm` for a file that they write together; by one rank with the default.
class WholeFile {
 public:
  explicit WholeFile(std::filesystem::path final_path, MPI_Comm comm = MPI_COMM_SELF);
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  const std::filesystem::path& temporary() const { return temporary_; }
  const std::filesystem::path& final_path() const { return final_; }
  /// Brings the closed temporary file to the disk and gives it its name. Collective over `comm`.
  /// \throws FileError, on all ranks alike, e.g. when the disk is full.
  void commit();
  /// From now on what was written aside stays there without a commit: a checkpoint goes on from it.
  void keep() { kept_ = true; }

 private:
  friend void commit_together(const std::vector<WholeFile*>& files);
  void bring_to_disk() const;
  void take_name() const;

  std::filesystem::path final_, temporary_;
  MPI_Comm comm_;
  bool owner_;  ///< this rank renames and removes
  bool committed_ = false, kept_ = false;
};

/// Commits files that belong together: all are brought to the disk before the first gets its name, so that
/// where one cannot be written whole, none appears. Collective over the communicator with which all were
/// made. \throws FileError, on all ranks alike.
void commit_together(const std::vector<WholeFile*>& files);

/// Writes `bytes` to `path` by way of a WholeFile. For one rank: call it inside `agree_on_root`.
/// \throws FileError with the system's reason.
void write_whole(const std::filesystem::path& path, const std::string& bytes);

/// The whole file as text. For one rank: call it inside `agree_on_root` and broadcast.
/// \throws FileError with the system's reason.
std::string read_whole(const std::filesystem::path& path);

}  // namespace catena
