// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/voxel_particles.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace catena {
namespace {

template <class T>
Kokkos::View<T*> on_device(const std::vector<T>& values, const std::string& label) {
  Kokkos::View<T*> view(label, values.size());
  auto mirror = Kokkos::create_mirror_view(view);
  std::copy(values.begin(), values.end(), mirror.data());
  Kokkos::deep_copy(view, mirror);
  return view;
}

}  // namespace

VoxelParticles voxel_particles(const Electrode& electrode, const Recipe& recipe) {
  std::vector<VoxelParticle> particles;
  particles.reserve(electrode.particles.size());
  const double edge = recipe.voxel_edge();
  for (const Particle& p : electrode.particles) {
    VoxelParticle q;
    for (int axis = 0; axis < 3; ++axis) {
      const double position = p.center[axis] / recipe.spacing[axis] - 0.5, below = std::floor(position);
      q.voxel[axis] = static_cast<int>(below);
      q.offset[axis] = static_cast<float>(position - below);
      q.reach[axis] = static_cast<float>((p.bound() + edge) / recipe.spacing[axis]);
      for (int k = 0; k < 3; ++k)
        q.frame[3 * k + axis] =
            static_cast<float>(p.rotation[3 * k + axis] * recipe.spacing[axis] / p.radius);
    }
    q.radius = static_cast<float>(p.radius / edge);
    q.shape = p.shape;
    q.first_defect = p.first_defect;
    q.defects = p.defects;
    q.grey = p.grey;
    particles.push_back(q);
  }
  return {on_device(particles, "phantom particles"), on_device(electrode.defects, "phantom defects"),
          on_device(electrode.points, "phantom points"),
          on_device(electrode.modulations, "phantom modulations")};
}

}  // namespace catena
