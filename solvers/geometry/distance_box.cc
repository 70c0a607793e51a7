// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/distance_box.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace catena {

DistanceBox::DistanceBox(const Point<3>& origin, const std::array<double, 3>& spacing,
                         const std::array<std::int64_t, 3>& nodes, std::vector<float> values)
    : origin_(origin), spacing_(spacing), nodes_(nodes), values_(std::move(values)) {}

Point<3> DistanceBox::node(std::int64_t x, std::int64_t y, std::int64_t z) const {
  return {origin_[0] + spacing_[0] * static_cast<double>(x),
          origin_[1] + spacing_[1] * static_cast<double>(y),
          origin_[2] + spacing_[2] * static_cast<double>(z)};
}

void DistanceBox::broadcast(MPI_Comm comm, int root) {
  double place[6] = {origin_[0], origin_[1], origin_[2], spacing_[0], spacing_[1], spacing_[2]};
  MPI_Bcast(place, 6, MPI_DOUBLE, root, comm);
  MPI_Bcast(nodes_.data(), 3, MPI_INT64_T, root, comm);
  for (unsigned int axis = 0; axis < 3; ++axis) {
    origin_[axis] = place[axis];
    spacing_[axis] = place[3 + axis];
  }
  values_.resize(static_cast<std::size_t>(nodes_[0] * nodes_[1] * nodes_[2]));
  MPI_Bcast(values_.data(), static_cast<int>(values_.size()), MPI_FLOAT, root, comm);
}

double DistanceBox::distance_beyond(const Point<3>& point) const {
  double square = 0;
  for (unsigned int axis = 0; axis < 3; ++axis) {
    const double low = origin_[axis] + spacing_[axis];
    const double high = origin_[axis] + spacing_[axis] * static_cast<double>(nodes_[axis] - 2);
    const double beyond = std::max({low - point[axis], point[axis] - high, 0.});
    square += beyond * beyond;
  }
  return std::sqrt(square);
}

double DistanceBox::operator()(const Point<3>& point) const {
  double weights[3][4], beyond = 0;
  std::int64_t first[3];
  for (int axis = 0; axis < 3; ++axis) {
    const double place = (point[axis] - origin_[axis]) / spacing_[axis];
    // A cubic spline needs one node more on either side.
    const double inside = std::clamp(place, 1., static_cast<double>(nodes_[axis] - 2));
    beyond += (place - inside) * spacing_[axis] * ((place - inside) * spacing_[axis]);
    const auto cell = std::min(static_cast<std::int64_t>(inside), nodes_[axis] - 3);
    const double t = inside - static_cast<double>(cell), s = 1 - t;
    first[axis] = cell - 1;
    weights[axis][0] = s * s * s / 6;
    weights[axis][1] = (4 - 6 * t * t + 3 * t * t * t) / 6;
    weights[axis][2] = (4 - 6 * s * s + 3 * s * s * s) / 6;
    weights[axis][3] = t * t * t / 6;
  }
  double sum = 0;
  for (int z = 0; z < 4; ++z)
    for (int y = 0; y < 4; ++y) {
      const float* row = &values_[static_cast<std::size_t>(
          ((first[2] + z) * nodes_[1] + first[1] + y) * nodes_[0] + first[0])];
      double along = 0;
      for (int x = 0; x < 4; ++x) along += weights[0][x] * static_cast<double>(row[x]);
      sum += weights[2][z] * weights[1][y] * along;
    }
  return beyond > 0 ? sum + std::sqrt(beyond) : sum;
}

}  // namespace catena
