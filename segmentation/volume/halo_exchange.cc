// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/volume/halo_exchange.h"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

template <class T>
using HostBuffer = Kokkos::View<T*, Kokkos::HostSpace>;

Box grown(const Box& box, const Triple& halo, const Triple& extents) {
  Box result;
  for (int axis = 0; axis < 3; ++axis) {
    result.begin[axis] = std::max<std::int64_t>(0, box.begin[axis] - halo[axis]);
    result.end[axis] = std::min(extents[axis], box.end[axis] + halo[axis]);
  }
  return result;
}

/// The part of the block-with-halo array that holds the voxels of a global box.
template <class T>
auto window(const Volume<T>& volume, const Box& box) {
  const Box& owned = volume.decomposition().owned();
  std::pair<std::int64_t, std::int64_t> range[3];
  for (int axis = 0; axis < 3; ++axis) {
    const std::int64_t shift = volume.halo()[axis] - owned.begin[axis];
    range[axis] = {box.begin[axis] + shift, box.end[axis] + shift};
  }
  return Kokkos::subview(volume.data(), range[0], range[1], range[2]);
}

template <class T>
HostBuffer<T> packed(const Volume<T>& volume, const Box& box) {
  const Triple n = box.extents();
  Kokkos::View<T***, Kokkos::LayoutRight> dense("halo send", n[0], n[1], n[2]);
  Kokkos::deep_copy(dense, window(volume, box));
  HostBuffer<T> buffer("halo send buffer", box.voxels());
  Kokkos::deep_copy(buffer, Kokkos::View<T*>(dense.data(), box.voxels()));
  return buffer;
}

template <class T>
void unpack(const Volume<T>& volume, const Box& box, const HostBuffer<T>& buffer) {
  const Triple n = box.extents();
  Kokkos::View<T***, Kokkos::LayoutRight> dense("halo receive", n[0], n[1], n[2]);
  Kokkos::deep_copy(Kokkos::View<T*>(dense.data(), box.voxels()), buffer);
  Kokkos::deep_copy(window(volume, box), dense);
}

template <class T>
void exchange_with_neighbours(const Volume<T>& volume) {
  const Decomposition& blocks = volume.decomposition();
  const Box wanted = grown(blocks.owned(), volume.halo(), blocks.extents());
  std::vector<MPI_Request> requests;
  std::vector<HostBuffer<T>> outgoing, incoming;
  std::vector<Box> incoming_boxes;
  for (int other = 0; other < blocks.ranks(); ++other) {
    if (other == blocks.rank()) continue;
    const Box theirs = blocks.owned_by(other);
    const Box in = intersection(wanted, theirs);
    if (!in.empty()) {
      incoming.emplace_back("halo receive buffer", in.voxels());
      incoming_boxes.push_back(in);
      MPI_Irecv(incoming.back().data(), static_cast<int>(in.voxels() * sizeof(T)), MPI_BYTE, other, 0,
                blocks.comm(), &requests.emplace_back());
    }
    const Box out = intersection(grown(theirs, volume.halo(), blocks.extents()), blocks.owned());
    if (!out.empty()) {
      outgoing.push_back(packed(volume, out));
      MPI_Isend(outgoing.back().data(), static_cast<int>(out.voxels() * sizeof(T)), MPI_BYTE, other, 0,
                blocks.comm(), &requests.emplace_back());
    }
  }
  MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE);
  for (size_t i = 0; i < incoming.size(); ++i) unpack(volume, incoming_boxes[i], incoming[i]);
}

/// Where index i of an axis of n voxels reads from, for i outside [0, n).
KOKKOS_INLINE_FUNCTION std::int64_t reflected(std::int64_t i, std::int64_t n, bool mirror) {
  if (mirror && n > 1) {
    const std::int64_t m = i < 0 ? -i : 2 * (n - 1) - i;
    if (m >= 0 && m < n) return m;
  }
  return i < 0 ? 0 : n - 1;
}

/// Voxel (z, y, x) of the layers beyond the image along Axis, those below before those above.
template <class T, int Axis>
struct FillBeyond {
  typename Volume<T>::View data;
  std::int64_t first, n;  // global index of the array's first voxel, voxels of the whole image
  int below, above;
  Boundary boundary;
  T outside;
  KOKKOS_FUNCTION void operator()(int z, int y, int x) const {
    const int layer = Axis == 0 ? z : Axis == 1 ? y : x;
    const int target = layer < below ? layer : data.extent_int(Axis) - above + (layer - below);
    const int source = static_cast<int>(reflected(target + first, n, boundary == Boundary::mirror) - first);
    T& voxel = data(Axis == 0 ? target : z, Axis == 1 ? target : y, Axis == 2 ? target : x);
    voxel = boundary == Boundary::constant
                ? outside
                : data(Axis == 0 ? source : z, Axis == 1 ? source : y, Axis == 2 ? source : x);
  }
};

/// Fills what lies beyond the image along one axis. Axes are done in the order z, y, x, each over the whole
/// of the others, so that edges and corners come out right.
template <class T, int Axis>
void fill_beyond(const Volume<T>& volume, Boundary boundary, T outside) {
  const auto data = volume.data();
  const Box owned = volume.decomposition().owned();
  const std::int64_t halo = volume.halo()[Axis], n = volume.extents()[Axis];
  const std::int64_t first = owned.begin[Axis] - halo;
  const auto below = static_cast<int>(std::max<std::int64_t>(0, -first));
  const auto above = static_cast<int>(std::max<std::int64_t>(0, owned.end[Axis] + halo - n));
  if (below + above == 0) return;
  Triple loop{data.extent_int(0), data.extent_int(1), data.extent_int(2)};
  loop[Axis] = below + above;
  for_each_voxel("fill halo beyond the image", loop,
                 FillBeyond<T, Axis>{data, first, n, below, above, boundary, outside});
}

}  // namespace

template <class T>
void exchange_halo(const Volume<T>& volume, Boundary boundary, T outside) {
  Kokkos::Profiling::pushRegion("exchange halo");
  if (volume.decomposition().ranks() > 1) exchange_with_neighbours(volume);
  fill_beyond<T, 0>(volume, boundary, outside);
  fill_beyond<T, 1>(volume, boundary, outside);
  fill_beyond<T, 2>(volume, boundary, outside);
  Kokkos::Profiling::popRegion();
}

template void exchange_halo(const Volume<std::uint8_t>&, Boundary, std::uint8_t);
template void exchange_halo(const Volume<std::uint16_t>&, Boundary, std::uint16_t);
template void exchange_halo(const Volume<std::uint32_t>&, Boundary, std::uint32_t);
template void exchange_halo(const Volume<std::int32_t>&, Boundary, std::int32_t);
template void exchange_halo(const Volume<std::uint64_t>&, Boundary, std::uint64_t);
template void exchange_halo(const Volume<float>&, Boundary, float);

}  // namespace catena
