// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

/// Replaces every owned voxel by min_j f(j) + w (i - j)^2 over the whole line of the image through it along
/// `axis` (0: z, 1: y), in place. If the axis is divided, ranks fetch from their neighbours what can matter
/// where distances are short (LineHalo); elsewhere they gather complete lines of a share each, a few tiles at
/// a time so that little memory is needed, and give them back (LineExchange). Collective. Instantiated for
/// int32_t (w = 1) and float.
/// \param bound none of this rank's values is larger; the largest value of T if nothing is known. It saves a
/// look at all. \return such a bound on the result.
template <class T>
T lower_along(const Volume<T>& volume, int axis, float weight, T bound);

}  // namespace catena
