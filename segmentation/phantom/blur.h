// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <array>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// A sampled and normalised gaussian, cut at three standard deviations.
struct GaussianWeights {
  explicit GaussianWeights(double sigma);
  static constexpr int most = 24;
  int radius = 0;
  float weight[most + 1] = {1};  ///< of the middle and one side
  /// Sum of the squares: what becomes of the variance of white noise.
  double power() const;
};

using FloatBox = Kokkos::View<float***, Kokkos::LayoutRight>;

/// Voxels next to the faces that `blur` leaves unusable, along each axis.
Triple blur_margin(const std::array<double, 3>& sigma);

/// Gaussian blur of `image` along the axes whose sigma [voxels] is above 0; `scratch` is as large. Voxels
/// nearer to a face than blur_margin come out as anything. The sums run in one order everywhere, so equal
/// voxels give equal results whatever the box. Returns the one of the two that holds the result; the other is
/// overwritten.
FloatBox blur(FloatBox image, FloatBox scratch, const std::array<double, 3>& sigma);

}  // namespace catena
