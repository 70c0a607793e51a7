// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/kernels/shell.h"

#include <utility>
#include <vector>

#include "segmentation/kernels/ghost_boxes.h"

namespace catena {
namespace {

/// The values of a box of owned voxels (global indices) in raster order.
template <class T>
std::vector<T> packed(const Volume<T>& volume, const Box& box) {
  std::pair<std::int64_t, std::int64_t> range[3];
  for (int axis = 0; axis < 3; ++axis) {
    const std::int64_t shift = volume.halo()[axis] - volume.decomposition().owned().begin[axis];
    range[axis] = {box.begin[axis] + shift, box.end[axis] + shift};
  }
  const Triple n = box.extents();
  const Kokkos::View<T***, Kokkos::LayoutRight> dense("border of a block", n[0], n[1], n[2]);
  Kokkos::deep_copy(dense, Kokkos::subview(volume.data(), range[0], range[1], range[2]));
  std::vector<T> values(static_cast<size_t>(box.voxels()));
  Kokkos::deep_copy(
      Kokkos::View<T***, Kokkos::LayoutRight, Kokkos::HostSpace>(values.data(), n[0], n[1], n[2]), dense);
  return values;
}

}  // namespace

template <class T>
Surrounded<T> surrounded(const Volume<T>& volume, T outside) {
  const Decomposition& blocks = volume.decomposition();
  Surrounded<T> result;
  result.block = owned_rows(volume);
  Shell<T>& shell = result.shell;
  shell.nz = result.block.nz;
  shell.ny = result.block.ny;
  shell.nx = result.block.nx;
  shell.values = unset_array<T>("layer around a block", shell.size());
  Kokkos::deep_copy(shell.values, outside);
  if (blocks.ranks() == 1) return result;

  const std::vector<GhostBox> boxes = ghost_boxes(blocks);
  std::vector<std::vector<T>> outgoing;
  for (const GhostBox& box : boxes) outgoing.push_back(packed(volume, box.outgoing));
  const auto incoming = exchange_boxes(blocks, boxes, outgoing);
  const auto host = Kokkos::create_mirror_view(shell.values);
  Kokkos::deep_copy(host, outside);
  const Triple corner = blocks.owned().begin;
  for (size_t i = 0; i < boxes.size(); ++i) {
    const Box& box = boxes[i].incoming;
    size_t at = 0;
    for (auto z = box.begin[0]; z < box.end[0]; ++z)
      for (auto y = box.begin[1]; y < box.end[1]; ++y)
        for (auto x = box.begin[2]; x < box.end[2]; ++x)
          host(shell.index(static_cast<int>(z - corner[0]), static_cast<int>(y - corner[1]),
                           static_cast<int>(x - corner[2]))) = incoming[i][at++];
  }
  Kokkos::deep_copy(shell.values, host);
  return result;
}

template Surrounded<std::uint32_t> surrounded(const Volume<std::uint32_t>&, std::uint32_t);
template Surrounded<std::int32_t> surrounded(const Volume<std::int32_t>&, std::int32_t);
template Surrounded<float> surrounded(const Volume<float>&, float);

}  // namespace catena
