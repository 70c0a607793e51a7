// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/particle_mask.h"

#include <algorithm>
#include <cstddef>
#include <memory>

#include "segmentation/kernels/distance_transform.h"
#include "segmentation/kernels/fill_holes.h"
#include "solvers/geometry/mesh_units.h"

namespace catena {
namespace {

template <class Visit>
void for_each_neighbour(const VoxelBox& box, std::int64_t voxel, const Visit& visit) {
  const std::int64_t strides[3] = {1, box.edges[0], box.edges[0] * box.edges[1]};
  const std::int64_t place[3] = {voxel % box.edges[0], voxel / strides[1] % box.edges[1], voxel / strides[2]};
  for (int axis = 0; axis < 3; ++axis) {
    if (place[axis] > 0) visit(static_cast<std::size_t>(voxel - strides[axis]));
    if (place[axis] + 1 < box.edges[axis]) visit(static_cast<std::size_t>(voxel + strides[axis]));
  }
}

/// Visits all voxels that are reached from `start` through faces and for which `enter`, which must mark them
/// as entered, holds; returns how many.
template <class Enter>
std::int64_t flood(const VoxelBox& box, std::size_t start, const Enter& enter) {
  if (!enter(start)) return 0;
  std::vector<std::size_t> front{start};
  std::int64_t count = 0;
  while (!front.empty()) {
    const std::size_t voxel = front.back();
    front.pop_back();
    ++count;
    for_each_neighbour(box, static_cast<std::int64_t>(voxel), [&](std::size_t neighbour) {
      if (enter(neighbour)) front.push_back(neighbour);
    });
  }
  return count;
}

/// Values of a box, as an image that this rank has alone.
Volume<std::uint8_t> alone(const std::vector<std::uint8_t>& values, const VoxelBox& box) {
  const Triple extents{box.edges[2], box.edges[1], box.edges[0]};
  Volume<std::uint8_t> image(std::make_shared<Decomposition>(MPI_COMM_SELF, extents), Spacing{1, 1, 1},
                             "box of a particle");
  const auto host = Kokkos::create_mirror_view(image.data());
  std::copy(values.begin(), values.end(), host.data());
  Kokkos::deep_copy(image.data(), host);
  return image;
}

template <class T>
std::vector<T> on_host(const Volume<T>& image) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), image.data());
  return std::vector<T>(host.data(), host.data() + host.size());
}

}  // namespace

std::vector<ParticleMask> gather_masks(const Volume<std::uint32_t>& labels,
                                       const std::vector<LabelExtent>& particles,
                                       const std::array<std::int64_t, 3>& margin) {
  const auto host = Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), labels.data());
  const Decomposition& blocks = labels.decomposition();
  const Box owned = blocks.owned();
  const Triple& halo = labels.halo();
  std::vector<ParticleMask> masks(particles.size());
  std::vector<std::uint8_t> part;
  for (std::size_t k = 0; k < particles.size(); ++k) {
    ParticleMask& mask = masks[k];
    // From z, y, x to x, y, z; and which indices of the box lie in, or go on from, this rank's block.
    std::array<std::int64_t, 3> first, last;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const std::size_t from = 2 - axis;
      mask.begin[axis] = particles[k].begin[from] - margin[axis];
      mask.box.edges[axis] = particles[k].end[from] + margin[axis] - mask.begin[axis];
      mask.spacing[axis] = labels.spacing()[from] * um_per_m;
      first[axis] = owned.begin[from] == 0 ? 0 : owned.begin[from] - mask.begin[axis];
      last[axis] = owned.end[from] == labels.extents()[from] ? mask.box.edges[axis]
                                                             : owned.end[from] - mask.begin[axis];
      first[axis] = std::max<std::int64_t>(first[axis], 0);
      last[axis] = std::min(last[axis], mask.box.edges[axis]);
    }
    part.assign(static_cast<std::size_t>(mask.box.voxels()), ParticleMask::matrix);
    const auto local = [&](std::int64_t index, std::size_t axis) {
      const std::size_t from = 2 - axis;
      return std::clamp(mask.begin[axis] + index, owned.begin[from], owned.end[from] - 1) -
             owned.begin[from] + halo[from];
    };
    for (std::int64_t z = first[2]; z < last[2]; ++z)
      for (std::int64_t y = first[1]; y < last[1]; ++y)
        for (std::int64_t x = first[0]; x < last[0]; ++x) {
          const std::uint32_t label = host(local(z, 2), local(y, 1), local(x, 0));
          part[static_cast<std::size_t>((z * mask.box.edges[1] + y) * mask.box.edges[0] + x)] =
              label == 0                    ? ParticleMask::matrix
              : label == particles[k].label ? ParticleMask::own
                                            : ParticleMask::other;
        }
    const int root = static_cast<int>(k % static_cast<std::size_t>(blocks.ranks()));
    if (blocks.rank() == root) mask.voxels.resize(part.size());
    MPI_Reduce(part.data(), mask.voxels.data(), static_cast<int>(part.size()), MPI_UNSIGNED_CHAR, MPI_MAX,
               root, blocks.comm());
  }
  return masks;
}

void fill_cracks(ParticleMask& mask, double width) {
  const double edge = *std::max_element(mask.spacing.begin(), mask.spacing.end());
  const double unit = *std::min_element(mask.spacing.begin(), mask.spacing.end());
  // From the middle of a crack to the centre of the nearest solid voxel it is half a voxel further.
  const double radius = (width / 2 + edge / 2 * (1 + 1e-6)) / unit;
  const auto square = static_cast<float>(radius * radius);
  const std::array<double, 3> weight{mask.spacing[2] / unit, mask.spacing[1] / unit, mask.spacing[0] / unit};
  // A closing by a ball: what is further than the radius from all that is further than it from the particle.
  std::vector<std::uint8_t> away(mask.voxels.size());
  for (std::size_t i = 0; i < away.size(); ++i) away[i] = mask.voxels[i] != ParticleMask::own;
  std::vector<float> distance = on_host(squared_distance(alone(away, mask.box), weight));
  for (std::size_t i = 0; i < away.size(); ++i) away[i] = distance[i] <= square;
  distance = on_host(squared_distance(alone(away, mask.box), weight));
  for (std::size_t i = 0; i < away.size(); ++i)
    if (distance[i] > square && mask.voxels[i] == ParticleMask::matrix) mask.voxels[i] = ParticleMask::own;
}

void keep_largest_piece(ParticleMask& mask) {
  std::vector<std::uint8_t> entered(mask.voxels.size(), 0);
  const auto enter = [&](std::size_t i) {
    if (mask.voxels[i] != ParticleMask::own || entered[i]) return false;
    entered[i] = 1;
    return true;
  };
  std::int64_t most = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i < mask.voxels.size(); ++i) {
    const std::int64_t size = flood(mask.box, i, enter);
    if (size > most) most = size, start = i;
  }
  if (most == 0) return;
  std::fill(entered.begin(), entered.end(), std::uint8_t{0});
  flood(mask.box, start, enter);
  for (std::size_t i = 0; i < mask.voxels.size(); ++i)
    if (mask.voxels[i] == ParticleMask::own && !entered[i]) mask.voxels[i] = ParticleMask::matrix;
}

void fill_cavities(ParticleMask& mask) {
  std::vector<std::uint8_t> own(mask.voxels.size());
  for (std::size_t i = 0; i < own.size(); ++i) own[i] = mask.voxels[i] == ParticleMask::own;
  const Volume<std::uint8_t> filled = alone(own, mask.box);
  fill_holes(filled);
  own = on_host(filled);
  for (std::size_t i = 0; i < own.size(); ++i)
    if (own[i] && mask.voxels[i] == ParticleMask::matrix) mask.voxels[i] = ParticleMask::own;
}

}  // namespace catena
