// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "segmentation/volume/image_source.h"
#include "segmentation/volume/tiff_file.h"

namespace catena {

/// A stack of TIFF slices: a folder of files with one page each, in natural order, or one file with a page a
/// slice. Each rank opens what it needs for itself.
class TiffSource : public ImageSource {
 public:
  TiffSource() = default;
  /// Looks at the header of every slice. For rank 0.
  /// \throws FileError if a file cannot be read or the folder holds no TIFF file, InputError if the slices
  /// differ.
  explicit TiffSource(const std::string& path);

  std::string name() const override { return path_; }
  void share(MPI_Comm comm) override;
  void read(const Box& box, void* dense) override;

 private:
  void open_folder();
  void open_stack();
  void keep(const TiffFormat& format, const TiffFile& first, std::int64_t slices);

  std::string path_;
  TiffFormat format_;
  /// Either the names of the slices in the folder `path_`, or where the page of each slice has its directory
  /// in the file `path_`, or, if `plain_slices_`, only the first of these, with all samples in one piece
  /// behind `samples_`.
  std::vector<std::string> files_;
  std::vector<std::uint64_t> pages_;
  bool plain_slices_ = false;
  std::uint64_t samples_ = 0;
  std::unique_ptr<TiffFile> stack_;
};

}  // namespace catena
