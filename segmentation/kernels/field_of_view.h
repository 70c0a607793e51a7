// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cmath>
#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

/// The part of every slice that holds data: all of it, or a circle, as the reconstruction of a sample wider
/// than the detector leaves it. Kept as a formula, so that it costs no memory: a row of voxels is inside in
/// one piece. Coordinates are those of voxel centres in the whole image, in voxels.
class FieldOfView {
 public:
  /// Voxels begin <= x < end of one row.
  struct Range {
    int begin, end;
  };

  /// The whole slice.
  FieldOfView() = default;
  /// Voxels whose centre is no farther than `radius` from (centre_y, centre_x).
  FieldOfView(double centre_y, double centre_x, double radius)
      : circular_(true), centre_y_(centre_y), centre_x_(centre_x), radius_(radius) {}

  bool circular() const { return circular_; }
  double centre_y() const { return centre_y_; }
  double centre_x() const { return centre_x_; }
  double radius() const { return radius_; }

  /// The voxels of row y that are inside, out of begin <= x < end.
  KOKKOS_INLINE_FUNCTION Range row(std::int64_t y, std::int64_t begin, std::int64_t end) const {
    if (circular_) {
      const double dy = static_cast<double>(y) - centre_y_;
      const double square = radius_ * radius_ - dy * dy;
      if (square < 0) return {static_cast<int>(begin), static_cast<int>(begin)};
      const double half = sqrt(square);
      const auto first = static_cast<std::int64_t>(ceil(centre_x_ - half));
      const auto last = static_cast<std::int64_t>(floor(centre_x_ + half)) + 1;
      begin = begin < first ? first : begin;
      end = end > last ? last : end;
      if (end < begin) end = begin;
    }
    return {static_cast<int>(begin), static_cast<int>(end)};
  }

  KOKKOS_INLINE_FUNCTION bool contains(std::int64_t y, std::int64_t x) const {
    const Range one = row(y, x, x + 1);
    return one.begin == x && one.end == x + 1;
  }

 private:
  bool circular_ = false;
  double centre_y_ = 0, centre_x_ = 0, radius_ = 0;
};

/// For every row of a block, the voxels inside the field of view, [begin, end) counted within the block.
Kokkos::View<int* [2]> rows_inside(const FieldOfView& view, const Box& block);

/// The largest circle within a slice: about its centre, reaching the nearer pair of faces.
FieldOfView inscribed_circle(const Triple& extents);

/// Looks for a circular field of view: outside a circle about the slices' centre, which reaches at least
/// halfway and at most to the corners, 99 of 100 voxels of every ring hold one and the same value, that of
/// the first corner; inside, most do not. The whole slice if there is no such circle. Collective; every rank
/// gets the same. Instantiated for uint8_t, uint16_t and float.
template <class T>
FieldOfView detect_field_of_view(const Volume<T>& image);

}  // namespace catena
