// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <optional>
#include <string>

#include "segmentation/volume/broadcast.h"
#include "tests/segmentation/volume/temporary_folder.h"

namespace catena {

/// A folder of its own for the files of a test, the same on all ranks; it goes away with the object.
/// Collective.
class ScratchFolder {
 public:
  ScratchFolder() {
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0) path_ = folder_.emplace().path();
    broadcast(MPI_COMM_WORLD, path_);
  }
  ~ScratchFolder() { MPI_Barrier(MPI_COMM_WORLD); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  /// Runs `work` on rank 0 and lets the others wait for it.
  template <class Work>
  void on_root(const Work& work) const {
    if (folder_) work();
    MPI_Barrier(MPI_COMM_WORLD);
  }

 private:
  std::optional<TemporaryFolder> folder_;  ///< on rank 0
  std::string path_;
};

}  // namespace catena
