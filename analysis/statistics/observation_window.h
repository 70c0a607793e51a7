// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <vector>

namespace catena {

/// The box in which points were seen, for edge corrections. Made from the points themselves: their bounding
/// box, each edge stretched by (n + 1) / (n - 1) as n uniform points fall short of it (Ripley, Rasson 1977,
/// doi:10.2307/3212829). An axis along which all points are alike does not count: the points of a slice lie
/// in a plane.
struct ObservationWindow {
  std::array<double, 3> low{}, high{};
  std::array<bool, 3> counts{};  ///< axes along which the points spread

  int dimension() const { return counts[0] + counts[1] + counts[2]; }
  double edge(int axis) const { return high[axis] - low[axis]; }
  double shortest_edge() const;
  /// Length, area or volume by the number of axes that count.
  double volume() const;
  /// To the nearest face.
  double border_distance(const std::array<double, 3>& point) const;
  /// Of what lies further than `distance` from all faces; 0 if nothing does.
  double eroded_volume(double distance) const;
  /// Of what the window and itself shifted by `shift` share.
  double shifted_overlap(const std::array<double, 3>& shift) const;
  /// Of the ball (disc, interval) of that radius.
  double ball(double radius) const;
};

ObservationWindow window_of(const std::vector<std::array<double, 3>>& points);

}  // namespace catena
