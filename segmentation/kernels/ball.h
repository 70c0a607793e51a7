// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <vector>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// A ball of voxels, the structuring element of dilations and closings: the integer offsets (dz, dy, dx) with
/// (wz dz)^2 + (wy dy)^2 + (wx dx)^2 <= r^2, evaluated in double precision. Kept as the half width of each of
/// its rows.
class Ball {
 public:
  /// \param weight edges of a voxel (z, y, x) in the unit of `radius`.
  /// \throws InputError unless the radius is not negative, the weights positive, all finite, and the ball at
  /// most 1000 voxels in radius along every axis.
  explicit Ball(double radius, const std::array<double, 3>& weight = {1, 1, 1});

  /// The largest offset along an axis.
  int reach(int axis) const { return reach_[axis]; }
  /// The largest dx of the row (dz, dy), |dz| and |dy| within reach; -1 if the ball has no such row.
  int half_width(int dz, int dy) const;
  /// The same for all rows with 0 <= dz <= reach(0) and 0 <= dy <= reach(1), dy fastest.
  const std::vector<int>& half_widths() const { return half_width_; }
  /// The ball cut down to the offsets within an image's plane or line, where the image has but one voxel
  /// along an axis.
  Ball within(const Triple& extents) const;

 private:
  Ball() = default;
  int reach_[3] = {0, 0, 0};
  std::vector<int> half_width_;
};

}  // namespace catena
