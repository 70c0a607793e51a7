// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// What programs write about a stack into the ImageDescription of its first page.
struct TiffDescription {
  /// dz, dy, dx in m; none unless the description gives it in a unit of length. Plain resolution tags are not
  /// believed: most writers put 72 or 300 dots an inch there whatever the image is.
  std::optional<Spacing> spacing;
  /// Slices that ImageJ keeps behind one directory when a file would pass 4 GB; 1 if the text does not say.
  std::int64_t images = 1;
  std::int64_t channels = 1;
};

/// Reads ImageJ's "name=value" lines (voxel depth `spacing`, `unit`, and pixels a unit in the resolution
/// tags) and OME's PhysicalSizeX, Y, Z.
TiffDescription parse_tiff_description(const std::string& text, double x_resolution, double y_resolution);

}  // namespace catena
