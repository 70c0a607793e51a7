// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>

#include "segmentation/volume/volume.h"

namespace catena {

/// Writes an HDF5 file, slices.h5: of the planes xy, xz and yz through the middle of the image (of one slice,
/// that alone) the grey and the labels, with the attributes `edges` of their pixels and `position` of the
/// plane, in m. Collective. \throws FileError
template <class T>
void write_slices(const std::filesystem::path& path, const Volume<T>& tomogram,
                  const Volume<std::uint32_t>& labels);

}  // namespace catena
