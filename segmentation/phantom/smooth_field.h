// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <math.h>

#include <Kokkos_Core.hpp>
#include <array>

#include "segmentation/phantom/counter_random.h"
#include "segmentation/volume/decomposition.h"

namespace catena {

/// The four weights of the cubic B-spline at a place t in [0, 1) between its inner knots.
KOKKOS_INLINE_FUNCTION void spline_weights(float t, float (&w)[4]) {
  const float s = 1.0f - t;
  w[0] = s * s * s * (1.0f / 6.0f);
  w[1] = (t * t * (0.5f * t - 1.0f)) + (2.0f / 3.0f);
  w[2] = (s * s * (0.5f * s - 1.0f)) + (2.0f / 3.0f);
  w[3] = t * t * t * (1.0f / 6.0f);
}

/// A smooth random field of mean 0 and variance 1: normal numbers on a lattice, interpolated by cubic
/// B-splines; near normal itself. A value depends on seed, purpose and the voxel's global index alone.
class SmoothField {
 public:
  /// \param cell the lattice's edges in voxels, each at least 1; features are about two cells wide.
  SmoothField(std::uint64_t seed, Purpose purpose, const std::array<double, 3>& cell);

  /// Values along x, interpolated along z and y already: cheap to sample voxel by voxel.
  struct Rows {
    Kokkos::View<float***, Kokkos::LayoutRight> lattice;  ///< (nz, ny, lattice points along x)
    float inverse_cell = 1;
    int x0 = 0;     ///< global index of the box's first voxel
    int first = 0;  ///< lattice index of the first column

    KOKKOS_INLINE_FUNCTION float at(int z, int y, int x) const {
      const float place = static_cast<float>(x0 + x) * inverse_cell;
      const float below = floor(place);
      float w[4];
      spline_weights(place - below, w);
      const int i = static_cast<int>(below) - 1 - first;
      const float* const row = &lattice(z, y, 0);
      return w[0] * row[i] + w[1] * row[i + 1] + w[2] * row[i + 2] + w[3] * row[i + 3];
    }
  };
  Rows rows(const Box& box) const;

 private:
  std::uint64_t key_;
  std::array<float, 3> inverse_cell_;
  float scale_;
};

}  // namespace catena
