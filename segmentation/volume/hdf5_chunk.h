// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <hdf5.h>

#include <cstddef>
#include <cstdint>
#include <memory>
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

  /// Whether all filters are known here; if not, HDF5 must read.
  bool knows_filters() const { return knows_filters_; }
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
  /// Address space without memory, as much as a chunk's entry in the index can claim.
  class Reservation {
   public:
    explicit Reservation(std::size_t bytes);
    ~Reservation();
    Reservation(const Reservation&) = delete;
    Reservation& operator=(const Reservation&) = delete;
    std::uint8_t* bytes() const { return start_; }

   private:
    std::uint8_t* start_;
    std::size_t size_;
  };
  const std::uint8_t* read_unfiltered(const std::vector<hsize_t>& origin);
  void convert(std::uint8_t* voxels);
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
  std::unique_ptr<Reservation> reserved_;  ///< for chunks without filters
};

}  // namespace catena
