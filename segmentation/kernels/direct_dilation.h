// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <Kokkos_Core.hpp>
#include <cstdint>

#include "segmentation/kernels/ball.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {

/// A dense image of bytes, (z, y, x).
using ByteBox = Kokkos::View<std::uint8_t***, Kokkos::LayoutRight>;

/// Dilation of a dense image by a ball on any backend, a thread a voxel: first the distance along x to the
/// nearest set voxel, then a look at every row of the ball. `result` (0 and 1) has its voxel (0, 0, 0) over
/// voxel `origin` of `image`; beyond the image there is nothing. With `inverted` the background of the image
/// is dilated and the result inverted: an erosion.
inline void dilate_directly(const ByteBox& image, const ByteBox& result, const Ball& ball,
                            const Triple& origin, bool inverted) {
  const int nz = image.extent_int(0), ny = image.extent_int(1), nx = image.extent_int(2);
  const int depth = ball.reach(0), reach = ball.reach(1), row = result.extent_int(2);
  const int oz = static_cast<int>(origin[0]), oy = static_cast<int>(origin[1]),
            ox = static_cast<int>(origin[2]);
  const Kokkos::View<int*> half_width("half widths of a ball", ball.half_widths().size());
  const Kokkos::View<const int*, Kokkos::HostSpace, Kokkos::MemoryTraits<Kokkos::Unmanaged>> host(
      ball.half_widths().data(), ball.half_widths().size());
  Kokkos::deep_copy(half_width, host);

  constexpr int none = 65535;
  const Kokkos::View<std::uint16_t***, Kokkos::LayoutRight> distance("distance along rows", nz, ny, row);
  for_each_row(
      "distance along rows", {nz, ny, row}, KOKKOS_LAMBDA(int z, int y) {
        const auto set = [&](int x) { return x >= 0 && x < nx && (image(z, y, x) != 0) != inverted; };
        int last = -none;
        for (int x = 0; x < ox; ++x)
          if (set(x)) last = x;
        for (int x = ox; x < ox + row; ++x) {
          if (set(x)) last = x;
          distance(z, y, x - ox) = static_cast<std::uint16_t>(x - last < none ? x - last : none);
        }
        int next = 2 * none;
        for (int x = nx - 1; x >= ox; --x) {
          if (set(x)) next = x;
          if (x < ox + row && next - x < distance(z, y, x - ox))
            distance(z, y, x - ox) = static_cast<std::uint16_t>(next - x);
        }
      });
  const Triple extents{result.extent_int(0), result.extent_int(1), row};
  for_each_voxel(
      "dilate by ball", extents, KOKKOS_LAMBDA(int z, int y, int x) {
        bool found = false;
        for (int dz = -depth; dz <= depth && !found; ++dz) {
          const int iz = z + oz + dz;
          if (iz < 0 || iz >= nz) continue;
          for (int dy = -reach; dy <= reach && !found; ++dy) {
            const int iy = y + oy + dy;
            if (iy < 0 || iy >= ny) continue;
            const int h = half_width((dz < 0 ? -dz : dz) * (reach + 1) + (dy < 0 ? -dy : dy));
            found = h >= 0 && distance(iz, iy, x) <= h;
          }
        }
        result(z, y, x) = found != inverted ? 1 : 0;
      });
}

}  // namespace catena
