// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>
#include <vector>

#include "segmentation/volume/volume.h"

namespace catena {

/// The labels other than 0 that occur in the owned voxels of any rank, in ascending order. Collective.
std::vector<std::uint32_t> present_labels(const Volume<std::uint32_t>& labels);

/// Finds a label's place in an ascending list of labels, on the device: a table where the labels are small
/// numbers, else bisection.
class LabelPlaces {
 public:
  explicit LabelPlaces(const std::vector<std::uint32_t>& ascending);
  /// Place of a label that is in the list.
  KOKKOS_INLINE_FUNCTION int operator()(std::uint32_t label) const {
    if (table_.extent(0) > 0) return table_(label);
    int low = 0, high = static_cast<int>(list_.extent(0)) - 1;
    while (low < high) {
      const int middle = low + (high - low) / 2;
      if (list_(middle) < label)
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }

 private:
  Kokkos::View<int*> table_;
  Kokkos::View<std::uint32_t*> list_;
};

}  // namespace catena
