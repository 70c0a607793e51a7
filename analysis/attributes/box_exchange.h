// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>
#include <vector>

#include "segmentation/volume/volume.h"

namespace catena {

/// A box of the image that a rank wants to have whole.
struct WantedBox {
  int rank = 0;             ///< who wants it
  Box box;                  ///< within the image
  std::uint32_t label = 0;  ///< whose classes are asked for
};

/// Dense boxes one after the other in one array that is kept from use to use.
template <class T>
class Boxes {
 public:
  using Array = Kokkos::View<T***, Kokkos::LayoutRight>;

  /// Makes room for boxes of these extents; what was there is lost.
  void resize(const std::vector<Triple>& extents);
  size_t size() const { return extents_.size(); }
  Array operator[](size_t i) const {
    return Array(memory_.data() + begins_[i], extents_[i][0], extents_[i][1], extents_[i][2]);
  }

 private:
  Kokkos::View<T*> memory_;
  std::vector<Triple> extents_;
  std::vector<std::int64_t> begins_;
};

/// Brings the boxes of grey to the ranks that want them: `boxes` then holds this rank's, in the order of
/// `wanted`, which is the same list on all ranks. Parts in a rank's own block are copied without a message.
/// Collective. Instantiated for uint8_t, uint16_t, uint32_t and float.
template <class T>
void collect_boxes(const Volume<T>& volume, const std::vector<WantedBox>& wanted, Boxes<T>& boxes);

/// The same for the classes (VoxelClass) of voxels as seen from the particle `label`.
void collect_classes(const Volume<std::uint32_t>& labels, const std::vector<WantedBox>& wanted,
                     Boxes<std::uint8_t>& boxes);

}  // namespace catena
