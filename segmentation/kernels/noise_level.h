// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/kernels/field_of_view.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// Standard deviation of the noise in grey levels: from the difference e of each voxel from the mean of its
/// six neighbours (four where the image is one slice), as 1.4826 median |e| / sqrt(7/6 or 5/4), which edges
/// hardly touch (Coupe et al., IEEE Trans. Med. Imaging 27 (2008) 425). Right for noise that is independent
/// from voxel to voxel; too low where it is blurred. Exact in whole numbers, so the same for every cut into
/// blocks. Collective. \param image its halo must be one voxel at least (none along z for one slice) and is
/// refreshed here. \throws InputError if there is no such halo.
double noise_level(const Volume<std::uint16_t>& image, const FieldOfView& view = {});

}  // namespace catena
