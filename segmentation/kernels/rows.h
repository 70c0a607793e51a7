// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>
#include <string>
#include <type_traits>

#include "segmentation/volume/large_pages.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// The rows of a block of voxels, x contiguous, wherever the block lies inside a larger array. Holds no
/// memory: the view it was made from must outlive it. Its pointers belong to the memory of Kokkos' default
/// backend.
template <class T>
struct Rows {
  T* data = nullptr;
  std::int64_t stride_z = 0, stride_y = 0;
  int nz = 0, ny = 0, nx = 0;

  KOKKOS_INLINE_FUNCTION T* row(int z, int y) const { return data + z * stride_z + y * stride_y; }
  KOKKOS_INLINE_FUNCTION T& operator()(int z, int y, int x) const { return row(z, y)[x]; }
  Triple extents() const { return {nz, ny, nx}; }
  std::int64_t count() const { return static_cast<std::int64_t>(nz) * ny; }
  template <class U = T, class = std::enable_if_t<!std::is_const_v<U>>>
  operator Rows<const U>() const {
    return {data, stride_z, stride_y, nz, ny, nx};
  }
};

/// All rows of a dense array.
template <class T>
Rows<T> rows_of(const Kokkos::View<T***, Kokkos::LayoutRight>& view) {
  return {view.data(),
          static_cast<std::int64_t>(view.stride(0)),
          static_cast<std::int64_t>(view.stride(1)),
          view.extent_int(0),
          view.extent_int(1),
          view.extent_int(2)};
}

/// The rows of the voxels that this rank owns.
template <class T>
Rows<T> owned_rows(const Volume<T>& volume) {
  Rows<T> rows = rows_of<T>(volume.data());
  rows.data += volume.halo()[0] * rows.stride_z + volume.halo()[1] * rows.stride_y + volume.halo()[2];
  rows.nz = static_cast<int>(volume.local()[0]);
  rows.ny = static_cast<int>(volume.local()[1]);
  rows.nx = static_cast<int>(volume.local()[2]);
  return rows;
}

/// Whether the default backend runs one work item after the other, so that kernels need no atomic operations.
#ifdef KOKKOS_ENABLE_SERIAL
constexpr bool runs_serially = std::is_same_v<Kokkos::DefaultExecutionSpace, Kokkos::Serial>;
#else
constexpr bool runs_serially = false;
#endif

/// An array of the default backend whose values are all written before they are read.
template <class T>
Kokkos::View<T*> unset_array(const std::string& label, std::int64_t size) {
  const Kokkos::View<T*> array(Kokkos::view_alloc(label, Kokkos::WithoutInitializing),
                               static_cast<size_t>(size));
  if (Kokkos::SpaceAccessibility<Kokkos::HostSpace, typename Kokkos::View<T*>::memory_space>::accessible)
    prefer_large_pages(array.data(), array.span() * sizeof(T));
  return array;
}

}  // namespace catena
