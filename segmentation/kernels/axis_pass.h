// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

/// Replaces every owned voxel by min_j f(j) + w (i - j)^2 over the whole line of the image through it along
/// `axis` (0: z, 1: y), in place, whether the axis is divided among ranks or not. If it is, the ranks of a
/// line gather complete lines of a share each, a few tiles at a time so that little memory is needed, and
/// give them back. Collective. Instantiated for int32_t (w = 1) and float.
template <class T>
void lower_along(const Volume<T>& volume, int axis, float weight);

}  // namespace catena
