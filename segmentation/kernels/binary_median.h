// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

namespace catena {

/// The 3 x 3 x 3 median of a dense mask of zeros and ones, which is its majority: 1 where 14 or more of the
/// 27 voxels are 1. Beyond the array there is 0. `mask` and `result` have the same extents and are different
/// arrays.
void binary_median(const Kokkos::View<std::uint8_t***, Kokkos::LayoutRight>& mask,
                   const Kokkos::View<std::uint8_t***, Kokkos::LayoutRight>& result);

}  // namespace catena
