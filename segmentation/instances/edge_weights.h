// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <array>
#include <limits>

#include "segmentation/volume/volume.h"

namespace catena {

/// Voxel edges along z, y, x in units of the shortest. An axis with one voxel only, as z of a single slice,
/// has no lengths along it: its edge, the thickness of the slice, does not count and is 1.
template <class T>
std::array<double, 3> edge_weights(const Volume<T>& volume) {
  const Triple& extents = volume.extents();
  const Spacing& spacing = volume.spacing();
  double shortest = std::numeric_limits<double>::infinity();
  for (int axis = 0; axis < 3; ++axis)
    if (extents[axis] > 1) shortest = std::min(shortest, spacing[axis]);
  std::array<double, 3> weight{1, 1, 1};
  for (int axis = 0; axis < 3; ++axis)
    if (extents[axis] > 1) weight[axis] = spacing[axis] / shortest;
  return weight;
}

}  // namespace catena
