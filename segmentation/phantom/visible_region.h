// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>

#include "segmentation/phantom/recipe.h"

namespace catena {

using Point = std::array<double, 3>;

inline double dot(const Point& a, const Point& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
inline Point along(const Point& from, const Point& direction, double length) {
  return {from[0] + length * direction[0], from[1] + length * direction[1], from[2] + length * direction[2]};
}

/// The part of space that the image shows: its box, cut by the round field of view about the z axis if there
/// is one. Convex, so a ray from a point in it leaves it once. In a 2-D image only the plane in the middle of
/// the slice counts.
class VisibleRegion {
 public:
  explicit VisibleRegion(const Recipe& recipe);

  const Point& lengths() const { return lengths_; }
  bool planar() const { return planar_; }
  /// m³, or for a 2-D image m² times the slice's thickness.
  double volume() const { return volume_; }
  bool contains(const Point& point) const;
  /// Whether a point is within half a voxel of a face of the image.
  bool at_face(const Point& point) const;
  /// Whether a ball is wholly inside.
  bool holds_ball(const Point& center, double radius) const;
  /// How far a ray from a point inside goes, and the outward normal of the wall that it meets.
  double exit(const Point& from, const Point& direction, Point& normal, bool& field_of_view) const;
  /// The nearest point that is at least `margin` away from every wall (the middle where there is none).
  Point clamped(const Point& point, double margin) const;

 private:
  Point lengths_, half_voxel_;
  bool planar_;
  double view_radius_, volume_;
};

}  // namespace catena
