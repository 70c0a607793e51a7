// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "segmentation/volume/broadcast.h"

namespace catena {

/// A folder of its own for the files of a test, the same on all ranks; it goes away with the object.
/// Collective.
class ScratchFolder {
 public:
  ScratchFolder() {
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    owner_ = rank == 0;
    if (owner_) {
      path_ = (std::filesystem::temp_directory_path() / "catena-test-XXXXXX").string();
      if (!::mkdtemp(path_.data())) path_.clear();
    }
    broadcast(MPI_COMM_WORLD, path_);
  }
  ~ScratchFolder() {
    MPI_Barrier(MPI_COMM_WORLD);
    std::error_code ignored;
    if (owner_ && !path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  /// Runs `work` on rank 0 and lets the others wait for it.
  template <class Work>
  void on_root(const Work& work) const {
    if (owner_) work();
    MPI_Barrier(MPI_COMM_WORLD);
  }

 private:
  std::string path_;
  bool owner_ = false;
};

}  // namespace catena
