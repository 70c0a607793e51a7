// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>

#include "segmentation/volume/sample_type.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// Writes a volume as the one dataset of an HDF5 file, C order, contiguous, with the attributes `unit`,
/// `description` and `spacing` (dz, dy, dx in m). The file appears under its name only when it is whole.
/// Collective.
///
/// HDF5 lays the file out on rank 0; each rank then writes its block itself to where the dataset lies. That
/// is as fast as the disk, and an error of one rank cannot leave the others waiting in a collective write.
/// Instantiated for uint8_t, uint16_t, uint32_t, int32_t and float.
/// \throws FileError on all ranks alike, e.g. if the disk is full; nothing is left then.
template <class T>
void write_image(const std::string& path, const std::string& dataset, const Volume<T>& volume,
                 const std::string& unit, const std::string& description);

/// The same under its name from the start: for a file that is written aside by the caller, e.g. because it
/// shall appear together with others. Collective. \throws FileError on all ranks alike.
template <class T>
void make_image(const std::string& path, const std::string& dataset, const Volume<T>& volume,
                const std::string& unit, const std::string& description);

/// Adds a volume as one more dataset to an HDF5 file that is there and that no rank holds open. Collective.
/// \throws FileError on all ranks alike.
template <class T>
void add_image(const std::string& path, const std::string& dataset, const Volume<T>& volume,
               const std::string& unit, const std::string& description);

/// Where the first voxel of an image stands in an HDF5 file that lay_out_image has made. For rank 0.
/// \throws FileError if there is no such file, or it has no such image.
std::uint64_t laid_out_image(const std::string& path, const std::string& dataset, SampleType sample,
                             const Triple& extents);

/// Lays an image out, without its voxels, as a dataset of an HDF5 file that is there, with room for all of
/// it, and returns where in the file its first voxel stands: for those who write it piece by piece. For rank
/// 0. \throws FileError, e.g. if the disk is full.
std::uint64_t lay_out_image(const std::string& path, const std::string& dataset, SampleType sample,
                            const Triple& extents, const Spacing& spacing, const std::string& unit,
                            const std::string& description);

}  // namespace catena
