// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/visible_region.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace catena {

VisibleRegion::VisibleRegion(const Recipe& recipe)
    : lengths_(recipe.lengths()),
      half_voxel_{recipe.spacing[0] / 2, recipe.spacing[1] / 2, recipe.spacing[2] / 2},
      planar_(recipe.planar()),
      view_radius_(recipe.view_radius()) {
  double area = lengths_[1] * lengths_[2];
  if (view_radius_ > 0) {
    // The part of a circle in the rectangle: the mean over y of the chord, by a fine midpoint rule.
    constexpr int strips = 100000;
    area = 0;
    for (int i = 0; i < strips; ++i) {
      const double y = ((i + 0.5) / strips - 0.5) * lengths_[1];
      const double half = std::sqrt(std::max(0.0, view_radius_ * view_radius_ - y * y));
      area += std::min(2 * half, lengths_[2]) * lengths_[1] / strips;
    }
  }
  volume_ = lengths_[0] * area;
}

bool VisibleRegion::contains(const Point& point) const {
  for (int axis = planar_ ? 1 : 0; axis < 3; ++axis)
    if (point[axis] < 0 || point[axis] > lengths_[axis]) return false;
  if (view_radius_ <= 0) return true;
  const double y = point[1] - lengths_[1] / 2, x = point[2] - lengths_[2] / 2;
  return y * y + x * x <= view_radius_ * view_radius_;
}

bool VisibleRegion::at_face(const Point& point) const {
  for (int axis = planar_ ? 1 : 0; axis < 3; ++axis)
    if (point[axis] <= half_voxel_[axis] || point[axis] >= lengths_[axis] - half_voxel_[axis]) return true;
  return false;
}

bool VisibleRegion::holds_ball(const Point& center, double radius) const {
  for (int axis = planar_ ? 1 : 0; axis < 3; ++axis)
    if (center[axis] < radius || center[axis] > lengths_[axis] - radius) return false;
  if (view_radius_ <= 0) return true;
  return std::hypot(center[1] - lengths_[1] / 2, center[2] - lengths_[2] / 2) <= view_radius_ - radius;
}

double VisibleRegion::exit(const Point& from, const Point& direction, Point& normal,
                           bool& field_of_view) const {
  double nearest = std::numeric_limits<double>::infinity();
  field_of_view = false;
  for (int axis = planar_ ? 1 : 0; axis < 3; ++axis) {
    if (direction[axis] == 0) continue;
    const double wall = direction[axis] > 0 ? lengths_[axis] : 0;
    const double length = std::max(0.0, (wall - from[axis]) / direction[axis]);
    if (length < nearest) {
      nearest = length;
      normal = {0, 0, 0};
      normal[axis] = direction[axis] > 0 ? 1 : -1;
    }
  }
  if (view_radius_ > 0) {
    const double y = from[1] - lengths_[1] / 2, x = from[2] - lengths_[2] / 2;
    const double a = direction[1] * direction[1] + direction[2] * direction[2];
    const double b = y * direction[1] + x * direction[2], c = y * y + x * x - view_radius_ * view_radius_;
    if (a > 0) {
      const double length = std::max(0.0, (-b + std::sqrt(std::max(0.0, b * b - a * c))) / a);
      if (length < nearest) {
        nearest = length;
        field_of_view = true;
        normal = {0, (y + length * direction[1]) / view_radius_, (x + length * direction[2]) / view_radius_};
      }
    }
  }
  return nearest;
}

Point VisibleRegion::clamped(const Point& point, double margin) const {
  Point inside = point;
  for (int axis = 0; axis < 3; ++axis) {
    const double half = lengths_[axis] / 2, most = std::max(0.0, half - margin);
    inside[axis] = planar_ && axis == 0 ? half : half + std::clamp(point[axis] - half, -most, most);
  }
  if (view_radius_ > 0) {
    const double y = inside[1] - lengths_[1] / 2, x = inside[2] - lengths_[2] / 2;
    const double distance = std::sqrt(y * y + x * x), most = std::max(0.0, view_radius_ - margin);
    if (distance > most) {
      inside[1] = lengths_[1] / 2 + y * most / distance;
      inside[2] = lengths_[2] / 2 + x * most / distance;
    }
  }
  return inside;
}

}  // namespace catena
