// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <array>
#include <cstdint>
#include <vector>

#include "solvers/geometry/particle.h"

namespace catena {

/// A level set on the nodes of a regular box, um, x fastest: a uniform cubic B-spline with the node values as
/// its coefficients, so it is C2 and a little smoother than the values. Beyond the box it goes on as the
/// value at the nearest point of the box plus the distance to that point.
class DistanceBox {
 public:
  DistanceBox() = default;
  /// \param origin of the first node; \param nodes, spacing along x, y, z; at least four nodes an axis.
  DistanceBox(const Point<3>& origin, const std::array<double, 3>& spacing,
              const std::array<std::int64_t, 3>& nodes, std::vector<float> values);

  double operator()(const Point<3>& point) const;
  /// Distance from the point to the box: less than the value there, if all values at the box's faces are
  /// above 0.
  double distance_beyond(const Point<3>& point) const;
  Point<3> node(std::int64_t x, std::int64_t y, std::int64_t z) const;
  float value(std::int64_t x, std::int64_t y, std::int64_t z) const {
    return values_[static_cast<std::size_t>((z * nodes_[1] + y) * nodes_[0] + x)];
  }
  const std::array<std::int64_t, 3>& nodes() const { return nodes_; }
  /// The values that `root` has go to all ranks; the others know origin, spacing and nodes from it too.
  /// Collective.
  void broadcast(MPI_Comm comm, int root);

 private:
  Point<3> origin_;
  std::array<double, 3> spacing_{1, 1, 1};
  std::array<std::int64_t, 3> nodes_{0, 0, 0};
  std::vector<float> values_;
};

}  // namespace catena
