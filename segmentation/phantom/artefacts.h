// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <math.h>

#include <Kokkos_Core.hpp>

#include "segmentation/phantom/recipe.h"

namespace catena {

/// What a scan adds to an image besides noise, in grey, from tables made for the slices of one box:
/// rings about the rotation axis (the middle of a slice), each a little different along z; streaks, straight
/// lines in each slice along the directions of a few bad projections; a background that slopes and is cupped.
struct Artefacts {
  static constexpr int projections = 5;

  Kokkos::View<float**, Kokkos::LayoutRight> ring;     ///< (slice, distance in voxels)
  Kokkos::View<float***, Kokkos::LayoutRight> streak;  ///< (slice, projection, offset in voxels)
  float cosine[projections] = {}, sine[projections] = {};
  float middle_y = 0, middle_x = 0;    ///< of the slice, in voxel indices
  float stretch_y = 1, stretch_x = 1;  ///< voxel edges over the shorter of them
  int streak_middle = 0;
  float slope[3] = {}, offset = 0, cupping = 0;  ///< per voxel of the scaled distance
  bool rings = false, streaks = false;

  /// \param z slice of the box; gz, gy, gx global voxel.
  KOKKOS_INLINE_FUNCTION float at(int z, int gz, int gy, int gx) const {
    const float y = (static_cast<float>(gy) - middle_y) * stretch_y,
                x = (static_cast<float>(gx) - middle_x) * stretch_x;
    const float square = y * y + x * x;
    float value = offset + slope[0] * static_cast<float>(gz) + slope[1] * y + slope[2] * x + cupping * square;
    if (rings) {
      const float distance = sqrt(square);
      const int bin = static_cast<int>(distance);
      const float t = distance - static_cast<float>(bin);
      value += (1.0f - t) * ring(z, bin) + t * ring(z, bin + 1);
    }
    if (streaks)
      for (int p = 0; p < projections; ++p) {
        const float place = cosine[p] * x + sine[p] * y + static_cast<float>(streak_middle);
        const int bin = static_cast<int>(place);
        const float t = place - static_cast<float>(bin);
        value += (1.0f - t) * streak(z, p, bin) + t * streak(z, p, bin + 1);
      }
    return value;
  }
};

/// For the slices first_slice to end_slice.
Artefacts make_artefacts(const Recipe& recipe, std::int64_t first_slice, std::int64_t end_slice);

}  // namespace catena
