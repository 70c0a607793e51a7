// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "segmentation/volume/volume.h"

namespace catena {

/// Writes a volume as one TIFF file, a page a slice, not compressed, with the voxel size as ImageJ keeps it;
/// BigTIFF where 4 GB would be passed. The file appears under its name only when it is whole. Collective: the
/// slices go one by one through rank 0. Instantiated, as the two below, for uint8_t, uint16_t, uint32_t and
/// float. \throws FileError on all ranks alike, e.g. if the disk is full; nothing is left then.
template <class T>
void write_tiff(const std::string& path, const Volume<T>& volume);

/// The same under its name from the start: for a file that is written aside by the caller. Collective.
template <class T>
void make_tiff(const std::string& path, const Volume<T>& volume);

/// Writes a volume as a folder of TIFF files, slice_0000.tif and so on; the folder is made if it is absent.
/// Each file appears under its name only when it is whole. Collective. \throws FileError on all ranks alike.
template <class T>
void write_tiff_slices(const std::string& folder, const Volume<T>& volume);

}  // namespace catena
