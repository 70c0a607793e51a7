// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/phantom/electrode.h"
#include "segmentation/phantom/visible_region.h"

namespace catena {

/// Tells what is at a point of the electrode, by the shapes themselves. Sorts the particles into cells once.
class Occupancy {
 public:
  explicit Occupancy(const Electrode& electrode);

  /// The particle that a point belongs to, -1 for none; the one of the least scaled distance.
  int particle_at(const Point& point) const;
  /// Whether a point of a particle is in one of its cracks or pores.
  bool is_void(int particle, const Point& point) const;

 private:
  const Electrode& electrode_;
  Point low_{};
  double cell_ = 1;
  std::int64_t cells_[3] = {1, 1, 1};
  std::vector<int> start_, sorted_;
};

}  // namespace catena
