// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/ball.h"

#include <cmath>
#include <cstdlib>
#include <string>

#include "jobs/run/error.h"

namespace catena {
namespace {

constexpr int longest_reach = 1000;

/// The largest k >= 0 with offset + (w k)^2 <= r^2; -1 if there is none.
int largest_step(double offset, double w, double r) {
  int k = -1;
  while (k <= longest_reach && offset + (w * (k + 1)) * (w * (k + 1)) <= r * r) ++k;
  return k;
}

}  // namespace

Ball::Ball(double radius, const std::array<double, 3>& weight) {
  if (!(radius >= 0 && std::isfinite(radius)))
    throw InputError("a ball's radius of " + std::to_string(radius) +
                     " was given; it must be finite and not negative: look at the closing radius");
  for (int axis = 0; axis < 3; ++axis) {
    if (!(weight[axis] > 0 && std::isfinite(weight[axis])))
      throw InputError(
          "a voxel edge of " + std::to_string(weight[axis]) +
          " was given for a ball; it must be positive and finite: look at the spacing of the voxels");
    reach_[axis] = largest_step(0, weight[axis], radius);
    if (reach_[axis] > longest_reach)
      throw InputError("a ball of radius " + std::to_string(radius) + " over voxel edges of " +
                       std::to_string(weight[axis]) +
                       " was asked for; it may reach 1000 voxels at most: look at the closing radius");
  }
  for (int dz = 0; dz <= reach_[0]; ++dz)
    for (int dy = 0; dy <= reach_[1]; ++dy)
      half_width_.push_back(largest_step(
          (weight[0] * dz) * (weight[0] * dz) + (weight[1] * dy) * (weight[1] * dy), weight[2], radius));
}

int Ball::half_width(int dz, int dy) const {
  return half_width_[static_cast<size_t>(std::abs(dz) * (reach_[1] + 1) + std::abs(dy))];
}

Ball Ball::within(const Triple& extents) const {
  Ball cut;
  for (int axis = 0; axis < 3; ++axis) cut.reach_[axis] = extents[axis] > 1 ? reach_[axis] : 0;
  for (int dz = 0; dz <= cut.reach_[0]; ++dz)
    for (int dy = 0; dy <= cut.reach_[1]; ++dy)
      cut.half_width_.push_back(extents[2] > 1 ? half_width(dz, dy) : half_width(dz, dy) < 0 ? -1 : 0);
  return cut;
}

}  // namespace catena
