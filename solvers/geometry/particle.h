// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/point.h>

#include <cstdint>

namespace catena {

using dealii::Point;

/// One particle of active material. Lengths are micrometres, in two dimensions volumes are areas.
template <int dim>
struct Particle {
  std::int64_t id = 0;  ///< 1, 2, ... in the order of the list, or the label in the volume
  Point<dim> center;    ///< centroid
  double radius = 0;    ///< of the ball (disc) of the same volume
  double volume = 0;    ///< um^dim
  double coverage =
      -1;  ///< share of its surface that faces the high-conductivity domain; < 0: not measured yet
};

}  // namespace catena
