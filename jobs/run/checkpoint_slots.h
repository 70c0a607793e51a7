// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace catena {

/// Two checkpoints in turn, `checkpoint.0.h5` and `checkpoint.1.h5`: while one is written the other stays
/// whole. Each bears the stage's name and a running number as HDF5 attributes; the higher number is the
/// newer.
class CheckpointSlots {
 public:
  /// Looks at what is there. Collective, as all below.
  CheckpointSlots(MPI_Comm comm, std::filesystem::path folder, std::string stage);

  /// The whole checkpoints, newest first. \throws InputError if one is of another stage.
  std::vector<std::filesystem::path> whole() const;
  /// Slots that are there but cannot be read.
  std::vector<std::filesystem::path> broken() const;
  /// Lets `write` fill a file and puts it into the older slot; false, and nothing changed, if `write` says
  /// so. \throws FileError; the other slot is still whole then.
  bool save(const std::function<bool(const std::string& path)>& write);
  /// Removes both.
  void clear();

 private:
  std::filesystem::path slot(std::int64_t number) const;

  MPI_Comm comm_;
  std::filesystem::path folder_;
  std::string stage_;
  std::int64_t numbers_[2] = {0, 0};  ///< by slot; 0: none, -1: broken
};

}  // namespace catena
