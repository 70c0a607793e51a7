// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "segmentation/volume/hdf5_chunk.h"
#include "segmentation/volume/hdf5_file.h"
#include "segmentation/volume/image_source.h"

namespace catena {

/// A three-dimensional dataset of numbers in an HDF5 or NeXus file; chunked and compressed ones too.
///
/// Spacing: attribute `spacing` (dz, dy, dx in m) or, as ImageJ and ilastik write it, `element_size_um` (z,
/// y, x in micrometres), on the dataset. Every rank opens the file for itself.
class Hdf5Source : public ImageSource {
 public:
  Hdf5Source() = default;
  /// See open_image_source. For rank 0. A file whose headers make HDF5 crash or go on forever is found so in
  /// a copy of this process, and refused.
  Hdf5Source(const std::string& file, const std::string& dataset, const std::string& usual);

  std::string name() const override { return path_ + ":" + dataset_; }
  void share(MPI_Comm comm) override;
  void read(const Box& box, void* dense) override;

 private:
  void open(const std::string& wanted, const std::string& usual);
  void find_dataset(const std::string& wanted, const std::string& usual);
  void describe();
  /// Refuses a header that claims more than the file can hold.
  void check_claim(hid_t dataset) const;
  void reopen();
  /// Calls visit(origin) for every chunk that has a part in the box.
  template <class Visit>
  void for_each_chunk(const Box& box, const Visit& visit) const;
  void read_chunks(const Box& box, std::uint8_t* dense);

  std::string path_, dataset_;
  std::unique_ptr<Hdf5File> file_;
  Hdf5Handle opened_;
  std::unique_ptr<Hdf5ChunkReader> chunks_;  ///< none if the dataset has no chunks, or filters unknown here
};

}  // namespace catena
