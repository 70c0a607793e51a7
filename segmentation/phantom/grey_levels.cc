// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/grey_levels.h"

#include <algorithm>
#include <cmath>

#include "segmentation/phantom/smooth_field.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

/// x with P(normal < x) = p, by bisection.
double normal_quantile(double p) {
  double low = -6, high = 6;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (0.5 * std::erfc(-middle / std::sqrt(2.0)) < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

struct GreyLevels {
  FloatBox distance, opening;
  Kokkos::View<std::uint32_t***, Kokkos::LayoutRight> owner;
  Kokkos::View<VoxelParticle*> particles;
  SmoothField::Rows clumps, fine, grain;
  float pore, binder, threshold, sharpness, contrast, grain_contrast;

  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const float clump = 0.8f * clumps.at(z, y, x) + 0.6f * fine.at(z, y, x);
    float share = 0.5f + (clump + threshold) * sharpness;
    share = share < 0 ? 0.0f : share > 1 ? 1.0f : share;
    const float texture = grain.at(z, y, x);
    const float matrix = pore + (binder - pore) * share + contrast * texture;
    const std::uint32_t mark = owner(z, y, x);
    const std::uint32_t label = mark & ~VoxelisedBox::void_mark;
    float value = matrix;
    if (label != 0) {
      const VoxelParticle& p = particles(label - 1);
      float solid = 0.5f + (1.0f - distance(z, y, x)) * p.radius;
      solid = solid < 0 ? 0.0f : solid > 1 ? 1.0f : solid;
      const float open = opening(z, y, x);
      const float inside = (1.0f - open) * (p.grey + grain_contrast * texture) + open * pore;
      value = (1.0f - solid) * matrix + solid * inside;
      owner(z, y, x) = distance(z, y, x) < 1.0f ? mark : 0u;
    }
    distance(z, y, x) = value;
  }
};

}  // namespace

FloatBox grey_levels(const Recipe& recipe, const VoxelParticles& particles, const VoxelisedBox& voxels) {
  Kokkos::Profiling::pushRegion("phantom grey levels");
  const auto seed = static_cast<std::uint64_t>(recipe.seed);
  const double edge = recipe.voxel_edge();
  const auto field = [&](Purpose purpose, double length) {
    std::array<double, 3> cell;
    for (int axis = 0; axis < 3; ++axis) cell[axis] = length * edge / recipe.spacing[axis];
    return SmoothField(seed, purpose, cell).rows(voxels.box);
  };
  const auto& matrix = recipe.matrix;
  GreyLevels kernel;
  kernel.distance = voxels.distance;
  kernel.opening = voxels.opening;
  kernel.owner = voxels.owner;
  kernel.particles = particles.particles;
  kernel.clumps = field(Purpose::binder, matrix.correlation_length);
  kernel.fine = field(Purpose::binder_fine, std::max(1.0, matrix.correlation_length / 2.3));
  kernel.grain = field(Purpose::grain, recipe.image.grain_size);
  kernel.pore = static_cast<float>(recipe.image.pore_grey);
  kernel.binder = static_cast<float>(recipe.image.binder_grey);
  kernel.threshold = static_cast<float>(normal_quantile(matrix.binder_share));
  kernel.sharpness = static_cast<float>(1 / (2 * matrix.softness));
  kernel.contrast = static_cast<float>(matrix.contrast);
  kernel.grain_contrast = static_cast<float>(recipe.image.grain_contrast);
  for_each_voxel("phantom grey levels", voxels.box.extents(), kernel);
  Kokkos::Profiling::popRegion();
  return voxels.distance;
}

}  // namespace catena
