// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <mpi.h>

#include <functional>
#include <memory>

#include "segmentation/volume/volume.h"
#include "solvers/geometry/particle.h"

namespace catena {

/// A volume of labels drawn by a function of the voxel's centre in um, cut over all ranks.
inline Volume<std::uint32_t> drawn_labels(const Triple& extents, const Spacing& spacing,
                                          const std::function<std::uint32_t(const Point<3>&)>& label) {
  Volume<std::uint32_t> labels(std::make_shared<Decomposition>(MPI_COMM_WORLD, extents), spacing, "labels");
  const auto host = Kokkos::create_mirror_view(labels.data());
  const Box owned = labels.decomposition().owned();
  for (std::int64_t z = owned.begin[0]; z < owned.end[0]; ++z)
    for (std::int64_t y = owned.begin[1]; y < owned.end[1]; ++y)
      for (std::int64_t x = owned.begin[2]; x < owned.end[2]; ++x)
        host(z - owned.begin[0], y - owned.begin[1], x - owned.begin[2]) =
            label({(static_cast<double>(x) + 0.5) * spacing[2] * 1e6,
                   (static_cast<double>(y) + 0.5) * spacing[1] * 1e6,
                   (static_cast<double>(z) + 0.5) * spacing[0] * 1e6});
  Kokkos::deep_copy(labels.data(), host);
  return labels;
}

}  // namespace catena
