// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <memory>
#include <string>

#include "segmentation/volume/binning.h"
#include "segmentation/volume/image_parameters.h"
#include "segmentation/volume/image_source.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// An image that was opened and checked, but whose voxels were not read yet.
struct ImageDescription {
  Triple extents{0, 0, 0};                ///< voxels after crop and bin
  Spacing spacing{0, 0, 0};               ///< edges of these voxels in m
  SampleType sample = SampleType::uint8;  ///< what the file holds
  SampleType grey = SampleType::uint8;    ///< uint8, uint16 or float32: as what to read a tomogram
  Binning binning = Binning::mean;        ///< majority for labels; to be set so for phases too
  Box crop;                               ///< in voxels of the file
  Triple bin{1, 1, 1};
  std::string section;  ///< of the parameters, for messages
  std::shared_ptr<ImageSource> source;
};

/// Opens the image that the parameters name and checks all that can be checked without reading it.
/// Collective. \throws InputError if the parameters do not fit it or no spacing is known, FileError if it
/// cannot be read; on all
///         ranks alike.
ImageDescription open_image(MPI_Comm comm, const ImageParameters& parameters);

/// Reads each rank's block; the halo stays zero. Collective. No rank ever holds more than its block and a few
/// slices, or, of a chunked dataset, one layer of chunks.
///
/// Instantiated for uint8_t, uint16_t, uint32_t and float. Integers must come out as they are: a value that
/// is not whole or does not fit is an InputError, as is one that is not finite in floating point; it names
/// the first such voxel in z-y-x order, whatever the number of ranks. \param decomposition of
/// `image.extents`.
template <class T>
Volume<T> read_image(const ImageDescription& image, std::shared_ptr<const Decomposition> decomposition,
                     const Triple& halo, const std::string& label);

}  // namespace catena
