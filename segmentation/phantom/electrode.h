// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <vector>

#include "segmentation/phantom/defect.h"
#include "segmentation/phantom/particle_shape.h"
#include "segmentation/phantom/recipe.h"

namespace catena {

/// A particle as placed: v = rotation (x - center) / radius leads from the electrode to the particle's frame.
/// Coordinates are z, y, x in m from the image's corner; the voxel (i, j, k) is centred at (i + 1/2) dz, ...
struct Particle {
  std::array<double, 3> center;
  double radius;
  std::array<double, 9> rotation;
  ParticleShape shape;
  int first_defect = 0;
  int defects = 0;
  float grey = 0;  ///< of its solid

  std::array<double, 3> to_frame(const std::array<double, 3>& difference) const {
    std::array<double, 3> v;
    for (int k = 0; k < 3; ++k)
      v[k] = (rotation[3 * k] * difference[0] + rotation[3 * k + 1] * difference[1] +
              rotation[3 * k + 2] * difference[2]) /
             radius;
    return v;
  }
  /// Below 1 in the particle.
  double scaled_distance(const std::array<double, 3>& point) const {
    const auto v = to_frame({point[0] - center[0], point[1] - center[1], point[2] - center[2]});
    return shape.scaled_distance(v[0], v[1], v[2]);
  }
  /// From the centre to the surface, along a unit vector.
  double reach(const std::array<double, 3>& direction) const {
    const auto v = to_frame(direction);
    return 1 / shape.scaled_distance(v[0], v[1], v[2]);
  }
  double bound() const { return radius * shape.bound; }
};

/// A whole synthetic electrode: the particles and what is broken in them. Particle i has label i + 1.
struct Electrode {
  std::vector<Particle> particles;
  std::vector<Defect> defects;
  std::vector<float> points;            ///< three coordinates each
  std::vector<Modulation> modulations;  ///< of the cavities
  double deepest_overlap = 0;           ///< beyond what is allowed, over the sum of the two radii
};

/// Draws shapes, packs them and breaks them: all from the recipe and its seed, on one process.
Electrode make_electrode(const Recipe& recipe);

/// As above on rank 0, then sent to all, so that they agree bit for bit whatever their machines. Collective.
Electrode make_electrode(MPI_Comm comm, const Recipe& recipe);

}  // namespace catena
