// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "segmentation/volume/volume.h"

namespace catena {

/// What the halo holds beyond the faces of the whole image.
enum class Boundary {
  constant,  ///< a given value
  nearest,   ///< the nearest voxel inside (a a a | a b c)
  mirror,    ///< mirrored without repeating the edge voxel (c b | a b c); nearest where the image is too thin
};

/// Fills the halo of `volume` from the neighbouring ranks, edges and corners included, and by `boundary` beyond the
/// image's faces. Collective. A halo may reach across several blocks.
/// Instantiated for uint8_t, uint16_t, uint32_t, int32_t, uint64_t and float.
template <class T>
void exchange_halo(const Volume<T>& volume, Boundary boundary, T outside = T{});

}  // namespace catena
