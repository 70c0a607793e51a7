// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>
#include <string>

#include "segmentation/volume/decomposition.h"

namespace catena {

/// Memory for one dense box after the other, kept from use to use: fresh pages cost more than the kernels.
template <class T>
class BoxStore {
 public:
  using Array = Kokkos::View<T***, Kokkos::LayoutRight>;

  explicit BoxStore(std::string label) : label_(std::move(label)) {}

  /// A box with whatever the memory holds; valid until the next call.
  Array box(const Triple& extents) {
    const auto size = static_cast<size_t>(product(extents));
    if (size > memory_.extent(0)) {
      memory_ = Kokkos::View<T*>();  // first give back, then take
      memory_ = Kokkos::View<T*>(Kokkos::view_alloc(label_, Kokkos::WithoutInitializing), size);
    }
    return Array(memory_.data(), extents[0], extents[1], extents[2]);
  }

 private:
  std::string label_;
  Kokkos::View<T*> memory_;
};

using ByteStore = BoxStore<std::uint8_t>;

}  // namespace catena
