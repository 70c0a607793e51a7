// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <optional>
#include <string>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// Reads a crop "z0:z1, y0:y1, x0:x1", half open; a bound left out is the image's, an empty text the whole
/// image. \param name of the parameter, for messages. \throws InputError if it is no crop, is empty, or
/// reaches beyond `extents`.
Box parse_crop(const std::string& text, const Triple& extents, const std::string& name);

/// Reads a binning factor, "2", or one for each axis, "1, 2, 2" (z, y, x). A single factor leaves an axis of
/// one voxel as it is, so that it works for two-dimensional images too. \throws InputError if it is none, or
/// larger than the image.
Triple parse_bin(const std::string& text, const Triple& extents, const std::string& name);

/// Reads voxel edges in m, "1e-7" or "dz, dy, dx"; none if the text is empty.
/// \throws InputError unless all are positive.
std::optional<Spacing> parse_spacing(const std::string& text, const std::string& name);

}  // namespace catena
