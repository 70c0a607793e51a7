// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>

#include "segmentation/kernels/field_of_view.h"
#include "segmentation/volume/volume.h"

namespace catena {

enum class BackgroundRemoval {
  subtract,  ///< u - background + mean: an uneven offset
  divide,    ///< u / background * mean: uneven illumination
};

/// Takes out what varies more slowly than particles do: the background is the average by a wide gaussian
/// inside the field of view (CoarseAverage), the mean is that of all voxels inside. Results are rounded and
/// clipped to 0 .. 65535; outside the field of view they are the mean. Needs no halo. \param sigma of the
/// gaussian along z, y, x in voxels, several times a particle; 0 along z = every slice by itself. \throws
/// InputError for a negative or infinite sigma, or an empty field of view.
Volume<std::uint16_t> remove_background(const Volume<std::uint16_t>& image,
                                        const std::array<double, 3>& sigma, const Triple& halo,
                                        const FieldOfView& view = {},
                                        BackgroundRemoval how = BackgroundRemoval::subtract);

}  // namespace catena
