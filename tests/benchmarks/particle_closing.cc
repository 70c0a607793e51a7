// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "tests/benchmarks/particle_closing.h"

#include "segmentation/kernels/ball_closing.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena::benchmarks {
namespace {

ByteBox cut_out(const Volume<std::uint32_t>& labels, const LabelMoments& particle) {
  const Triple n = particle.box.extents();
  const ByteBox box(Kokkos::view_alloc("particle", Kokkos::WithoutInitializing), n[0], n[1], n[2]);
  const auto data = labels.data();
  const int z0 = static_cast<int>(particle.box.begin[0] + labels.halo()[0]);
  const int y0 = static_cast<int>(particle.box.begin[1] + labels.halo()[1]);
  const int x0 = static_cast<int>(particle.box.begin[2] + labels.halo()[2]);
  const std::uint32_t label = particle.label;
  for_each_voxel(
      "cut out", n,
      KOKKOS_LAMBDA(int z, int y, int x) { box(z, y, x) = data(z0 + z, y0 + y, x0 + x) == label; });
  return box;
}

std::int64_t set_voxels(const ByteBox& box) {
  const std::uint8_t* voxels = box.data();
  std::int64_t count = 0;
  Kokkos::parallel_reduce(
      "count particle",
      Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, static_cast<std::int64_t>(box.span())),
      KOKKOS_LAMBDA(std::int64_t i, std::int64_t & sum) { sum += voxels[i]; }, count);
  return count;
}

}  // namespace

std::map<std::uint32_t, std::int64_t> closed_volumes(const Volume<std::uint32_t>& labels,
                                                     const LabelTable& table, double radius) {
  std::map<std::uint32_t, std::int64_t> volumes;
  BallWorkspace workspace(radius);
  for (const LabelMoments& particle : table.labels) {
    const ByteBox box = cut_out(labels, particle);
    close_by_ball(box, workspace);
    volumes[particle.label] = set_voxels(box);
  }
  return volumes;
}

}  // namespace catena::benchmarks
