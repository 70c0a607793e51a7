// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/box_exchange.h"

#include <mpi.h>

#include <algorithm>

#include "analysis/attributes/particle_shape.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

struct Same {
  template <class T>
  KOKKOS_INLINE_FUNCTION T operator()(T value, std::uint32_t /*label*/) const {
    return value;
  }
};

struct ClassOf {
  KOKKOS_INLINE_FUNCTION std::uint8_t operator()(std::uint32_t value, std::uint32_t label) const {
    return static_cast<std::uint8_t>(value == 0       ? no_particle
                                     : value == label ? this_particle
                                                      : other_particle);
  }
};

/// Copies a box of a block's voxels, mapped, into a dense array.
template <class From, class To, class Map>
struct CopyRow {
  Kokkos::View<From***, Kokkos::LayoutRight> from;
  Kokkos::View<To***, Kokkos::LayoutRight> to;
  Kokkos::Array<int, 3> first, at;
  int n;
  std::uint32_t label;
  Map map;
  KOKKOS_FUNCTION void operator()(int z, int y) const {
    const From* source = &from(z + first[0], y + first[1], first[2]);
    To* target = &to(z + at[0], y + at[1], at[2]);
    for (int x = 0; x < n; ++x) target[x] = map(source[x], label);
  }
};

template <class From, class To, class Map>
void copy_part(const Volume<From>& volume, const Box& part,
               const Kokkos::View<To***, Kokkos::LayoutRight>& to, const Triple& origin, std::uint32_t label,
               const Map& map) {
  CopyRow<From, To, Map> body{volume.data(), to, {}, {}, static_cast<int>(part.extents()[2]), label, map};
  const Box& owned = volume.decomposition().owned();
  for (int axis = 0; axis < 3; ++axis) {
    body.first[axis] = static_cast<int>(part.begin[axis] - owned.begin[axis] + volume.halo()[axis]);
    body.at[axis] = static_cast<int>(part.begin[axis] - origin[axis]);
  }
  for_each_row("copy part of a box", part.extents(), body);
}

template <class T>
using Dense = Kokkos::View<T***, Kokkos::LayoutRight>;

template <class T>
Dense<T> dense(const Box& box) {
  const Triple n = box.extents();
  return Dense<T>(Kokkos::view_alloc(std::string("part of a box"), Kokkos::WithoutInitializing), n[0], n[1],
                  n[2]);
}

template <class T>
using HostCopy = typename Dense<T>::HostMirror;

/// Sends or receives many bytes, a gigabyte a message.
template <class Transfer>
void in_pieces(std::int64_t bytes, const Transfer& transfer) {
  constexpr std::int64_t piece = std::int64_t{1} << 30;
  for (std::int64_t done = 0; done < bytes; done += piece)
    transfer(done, static_cast<int>(std::min(piece, bytes - done)));
}

template <class From, class To, class Map>
void collect(const Volume<From>& volume, const std::vector<WantedBox>& wanted, const Map& map,
             Boxes<To>& boxes) {
  const Decomposition& blocks = volume.decomposition();
  std::vector<Triple> extents;
  for (const WantedBox& want : wanted)
    if (want.rank == blocks.rank()) extents.push_back(want.box.extents());
  boxes.resize(extents);

  struct Incoming {
    HostCopy<To> values;
    Box part;
    size_t box;
    Triple origin;
  };
  std::vector<HostCopy<To>> outgoing;
  std::vector<Incoming> incoming;
  std::vector<MPI_Request> requests;
  size_t mine = 0;
  for (const WantedBox& want : wanted) {
    const Box part = intersection(want.box, blocks.owned());
    if (want.rank != blocks.rank()) {
      if (part.empty()) continue;
      const Dense<To> values = dense<To>(part);
      copy_part(volume, part, values, part.begin, want.label, map);
      outgoing.push_back(Kokkos::create_mirror_view_and_copy(Kokkos::HostSpace(), values));
      in_pieces(part.voxels() * static_cast<std::int64_t>(sizeof(To)), [&](std::int64_t begin, int bytes) {
        MPI_Isend(reinterpret_cast<const char*>(outgoing.back().data()) + begin, bytes, MPI_BYTE, want.rank,
                  0, blocks.comm(), &requests.emplace_back());
      });
      continue;
    }
    const size_t place = mine++;
    if (!part.empty()) copy_part(volume, part, boxes[place], want.box.begin, want.label, map);
    for (int other = 0; other < blocks.ranks(); ++other) {
      if (other == blocks.rank()) continue;
      const Box theirs = intersection(want.box, blocks.owned_by(other));
      if (theirs.empty()) continue;
      incoming.push_back({Kokkos::create_mirror(dense<To>(theirs)), theirs, place, want.box.begin});
      in_pieces(theirs.voxels() * static_cast<std::int64_t>(sizeof(To)), [&](std::int64_t begin, int bytes) {
        MPI_Irecv(reinterpret_cast<char*>(incoming.back().values.data()) + begin, bytes, MPI_BYTE, other, 0,
                  blocks.comm(), &requests.emplace_back());
      });
    }
  }
  MPI_Waitall(static_cast<int>(requests.size()), requests.data(), MPI_STATUSES_IGNORE);
  outgoing.clear();
  for (const Incoming& in : incoming) {
    const Dense<To> values = dense<To>(in.part);
    Kokkos::deep_copy(values, in.values);
    CopyRow<To, To, Same> body{
        values, boxes[in.box], {0, 0, 0}, {}, static_cast<int>(in.part.extents()[2]), 0, {}};
    for (int axis = 0; axis < 3; ++axis)
      body.at[axis] = static_cast<int>(in.part.begin[axis] - in.origin[axis]);
    for_each_row("place part of a box", in.part.extents(), body);
  }
}

}  // namespace

template <class T>
void Boxes<T>::resize(const std::vector<Triple>& extents) {
  extents_ = extents;
  begins_.assign(1, 0);
  for (const Triple& n : extents) begins_.push_back(begins_.back() + product(n));
  const auto size = static_cast<size_t>(begins_.back());
  if (size > memory_.extent(0)) {
    memory_ = Kokkos::View<T*>();  // first give back, then take
    memory_ = Kokkos::View<T*>(Kokkos::view_alloc(std::string("boxes"), Kokkos::WithoutInitializing), size);
  }
}

template <class T>
void collect_boxes(const Volume<T>& volume, const std::vector<WantedBox>& wanted, Boxes<T>& boxes) {
  collect(volume, wanted, Same{}, boxes);
}

void collect_classes(const Volume<std::uint32_t>& labels, const std::vector<WantedBox>& wanted,
                     Boxes<std::uint8_t>& boxes) {
  collect(labels, wanted, ClassOf{}, boxes);
}

template class Boxes<std::uint8_t>;
template class Boxes<std::uint16_t>;
template class Boxes<std::uint32_t>;
template class Boxes<float>;
template void collect_boxes(const Volume<std::uint8_t>&, const std::vector<WantedBox>&, Boxes<std::uint8_t>&);
template void collect_boxes(const Volume<std::uint16_t>&, const std::vector<WantedBox>&,
                            Boxes<std::uint16_t>&);
template void collect_boxes(const Volume<std::uint32_t>&, const std::vector<WantedBox>&,
                            Boxes<std::uint32_t>&);
template void collect_boxes(const Volume<float>&, const std::vector<WantedBox>&, Boxes<float>&);

}  // namespace catena
