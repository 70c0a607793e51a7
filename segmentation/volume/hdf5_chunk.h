// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <hdf5.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "segmentation/volume/hdf5_file.h"

namespace catena {

/// Reads single chunks of a chunked dataset of three axes and undoes its filters (deflate, shuffle,
/// Fletcher-32) itself, since HDF5 trusts a chunk's own claims and reads beyond memory where it is corrupt.
class Hdf5ChunkReader {
 public:
  /// \param dataset stays open as long as this lives.
  /// \param native type in memory.
  /// \throws FileError naming `name` if the chunks cannot be as large as they claim.
  Hdf5ChunkReader(hid_t dataset, hid_t native, std::string name);

  /// Whether there are filters and all are known here; if not, HDF5 must read.
  bool has_known_filters() const { return knows_filters_ && !filters_.empty(); }
  /// Voxels of a chunk along z, y, x.
  const std::vector<hsize_t>& extents() const { return extents_; }
  /// Bytes that the chunk at `origin` takes in the file; 0 if it was never written.
  hsize_t stored_bytes(const std::vector<hsize_t>& origin) const;
  /// The voxels of the chunk at `origin`, in the native type; valid until the next call. \throws FileError
  const std::uint8_t* read(const std::vector<hsize_t>& origin);

 private:
  struct Filter {
    H5Z_filter_t kind;
    unsigned element;  ///< bytes of an element, for shuffle
  };
  void undo(const Filter& filter);
  void inflate_bytes();
  void check_and_drop_checksum();
  void unshuffle(std::size_t element);
  [[noreturn]] void fail(const std::string& reason) const;

  hid_t dataset_, native_;
  std::string name_;
  Hdf5Handle stored_type_;
  std::vector<hsize_t> extents_;
  std::vector<Filter> filters_;
  bool knows_filters_ = true;
  std::size_t voxels_ = 0, chunk_bytes_ = 0;
  std::vector<std::uint8_t> bytes_, other_, fill_;
};

}  // namespace catena
