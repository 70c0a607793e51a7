// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

#include "segmentation/volume/volume.h"

namespace catena {

/// A name for an image, 16 hexadecimal digits: the sum modulo 2^64 of a mixed number of each voxel's place
/// and value, mixed with extents and spacing; the same on any number of ranks and for blocks of any shape.
/// Images that differ anywhere have different ones but for a chance of about 2^-64; made against mistakes,
/// not against forgery. Collective. Instantiated for uint8_t, uint16_t, uint32_t and float.
template <class T>
std::string image_checksum(const Volume<T>& volume);

}  // namespace catena
