// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/statistics/observation_window.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace catena {
namespace {

constexpr double pi = 3.14159265358979323846;

}  // namespace

double ObservationWindow::shortest_edge() const {
  double shortest = std::numeric_limits<double>::infinity();
  for (int axis = 0; axis < 3; ++axis)
    if (counts[axis]) shortest = std::min(shortest, edge(axis));
  return shortest;
}

double ObservationWindow::volume() const { return eroded_volume(0); }

double ObservationWindow::border_distance(const std::array<double, 3>& point) const {
  double nearest = std::numeric_limits<double>::infinity();
  for (int axis = 0; axis < 3; ++axis)
    if (counts[axis]) nearest = std::min({nearest, point[axis] - low[axis], high[axis] - point[axis]});
  return nearest;
}

double ObservationWindow::eroded_volume(double distance) const {
  double product = 1;
  for (int axis = 0; axis < 3; ++axis)
    if (counts[axis]) product *= std::max(0.0, edge(axis) - 2 * distance);
  return product;
}

double ObservationWindow::shifted_overlap(const std::array<double, 3>& shift) const {
  double product = 1;
  for (int axis = 0; axis < 3; ++axis)
    if (counts[axis]) product *= std::max(0.0, edge(axis) - std::abs(shift[axis]));
  return product;
}

double ObservationWindow::ball(double radius) const {
  switch (dimension()) {
    case 3:
      return 4.0 / 3.0 * pi * radius * radius * radius;
    case 2:
      return pi * radius * radius;
    default:
      return 2 * radius;
  }
}

ObservationWindow window_of(const std::vector<std::array<double, 3>>& points) {
  ObservationWindow window;
  if (points.empty()) return window;
  window.low = window.high = points[0];
  for (const auto& point : points)
    for (int axis = 0; axis < 3; ++axis) {
      window.low[axis] = std::min(window.low[axis], point[axis]);
      window.high[axis] = std::max(window.high[axis], point[axis]);
    }
  const double n = static_cast<double>(points.size());
  for (int axis = 0; axis < 3; ++axis) {
    window.counts[axis] = window.high[axis] > window.low[axis];
    if (!window.counts[axis]) continue;
    const double margin = window.edge(axis) / (n - 1);
    window.low[axis] -= margin;
    window.high[axis] += margin;
  }
  return window;
}

}  // namespace catena
