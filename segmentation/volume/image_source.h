// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <memory>
#include <optional>
#include <string>

#include "segmentation/volume/decomposition.h"
#include "segmentation/volume/sample_type.h"

namespace catena {

/// An image in a file, or in a folder of slices, from which each rank reads the boxes that it wants.
///
/// Reading a box does not communicate, so that a file that breaks on one rank only cannot leave the others
/// waiting; the caller agrees on errors.
class ImageSource {
 public:
  virtual ~ImageSource() = default;
  ImageSource() = default;
  ImageSource(const ImageSource&) = delete;
  ImageSource& operator=(const ImageSource&) = delete;

  /// File or folder, with the dataset if there is one: for messages.
  virtual std::string name() const = 0;
  /// Gives all ranks what rank 0 found when it opened the image. Collective.
  virtual void share(MPI_Comm comm) = 0;
  /// Reads the voxels of `box`, in z-y-x order without gaps, as they are in the file (but in the machine's
  /// byte order). `dense` holds box.voxels() samples of type `sample()`. \throws FileError naming the file,
  /// e.g. if it is truncated.
  virtual void read(const Box& box, void* dense) = 0;

  /// Voxels along z, y, x.
  const Triple& extents() const { return layout_.extents; }
  SampleType sample() const { return layout_.sample; }
  /// dz, dy, dx in m as the file says, not yet checked; none if it does not.
  std::optional<Spacing> spacing() const {
    return layout_.has_spacing ? std::optional<Spacing>(layout_.spacing) : std::nullopt;
  }
  /// The box that is stored as one piece, starting at the origin: boxes aligned with it read fastest.
  const Triple& piece() const { return layout_.piece; }

 protected:
  struct Layout {
    Triple extents{0, 0, 0};
    Triple piece{1, 1, 1};
    SampleType sample = SampleType::uint8;
    bool has_spacing = false;
    Spacing spacing{0, 0, 0};
  };
  Layout layout_;
};

/// Opens an image, deciding by what the file holds, not by its name: a folder is a stack of TIFF slices in
/// natural order, a file is TIFF or HDF5 (NeXus is HDF5). Collective.
///
/// \param file file or folder.
/// \param dataset path inside an HDF5 file; if empty, `usual` is taken where it exists, else the only
///        three-dimensional dataset of the file.
/// \throws FileError if it cannot be read, InputError if it is no volume of numbers.
std::unique_ptr<ImageSource> open_image_source(MPI_Comm comm, const std::string& file,
                                               const std::string& dataset, const std::string& usual);

}  // namespace catena
