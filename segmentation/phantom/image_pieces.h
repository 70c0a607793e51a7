// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "jobs/run/whole_file.h"
#include "segmentation/volume/decomposition.h"
#include "segmentation/volume/sample_type.h"

namespace catena {

/// An image file, one contiguous dataset of HDF5 with `unit`, `description` and `spacing`, written box by box
/// by all ranks in any order, so that it need never be in memory as a whole. It appears under its name when
/// what `close` returns is committed.
class ImagePieces {
 public:
  enum class Start { anew, go_on };

  /// Lays the file out or, to go on, takes the one that an earlier run has kept. Collective.
  /// \throws FileError on all ranks alike, e.g. if there is none to go on with.
  ImagePieces(Start start, MPI_Comm comm, const std::string& path, const std::string& dataset,
              SampleType sample, const Triple& extents, const Spacing& spacing, const std::string& unit,
              const std::string& description);
  ~ImagePieces();
  ImagePieces(const ImagePieces&) = delete;
  ImagePieces& operator=(const ImagePieces&) = delete;

  /// Writes a box of global voxels from dense host memory in C order. For one rank: call it inside `agree`.
  /// \throws FileError with the system's reason.
  void write(const Box& box, const void* voxels);

  /// Brings what is written to the disk and lets it stay there for a later run to go on with. Collective.
  /// \throws FileError on all ranks alike.
  void keep();

  /// The closed file, to be committed. Collective. \throws FileError on all ranks alike.
  WholeFile& close();

 private:
  MPI_Comm comm_;
  WholeFile whole_;
  Triple extents_;
  std::size_t bytes_;
  std::uint64_t offset_ = 0;
  int file_ = -1;
};

}  // namespace catena
