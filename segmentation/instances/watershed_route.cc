// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/instances/watershed_route.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"
#include "segmentation/instances/edge_weights.h"
#include "segmentation/kernels/ball_closing.h"
#include "segmentation/kernels/distance_transform.h"
#include "segmentation/kernels/fill_holes.h"
#include "segmentation/kernels/refine_borders.h"
#include "segmentation/kernels/relabel.h"
#include "segmentation/kernels/watershed.h"

namespace catena {
namespace {

bool isotropic(const std::array<double, 3>& weight) {
  return std::all_of(weight.begin(), weight.end(), [](double w) { return std::abs(w - 1) < 1e-6; });
}

/// The mask with holes filled and cracks closed; holes that the closing encloses are filled as well.
Volume<std::uint8_t> closed_mask(Run& run, const Volume<std::uint8_t>& mask,
                                 const WatershedParameters& parameters) {
  Volume<std::uint8_t> closed;
  {
    TimerTree::Section section(run.timers(), "closing");
    closed = close_by_ball(mask, parameters.closing_radius, edge_weights(mask), {0, 0, 0});
  }
  if (parameters.fill_holes) {
    TimerTree::Section section(run.timers(), "fill holes");
    if (parameters.largest_hole > 0)
      fill_holes(closed, parameters.largest_hole);
    else
      fill_holes(closed);
  }
  return closed;
}

}  // namespace

std::int64_t watershed_basins(Run& run, const Volume<std::uint8_t>& mask,
                              const WatershedParameters& parameters, const Volume<std::uint32_t>& labels) {
  Volume<std::uint8_t> closed = closed_mask(run, mask, parameters);
  const std::array<double, 3> weight = edge_weights(mask);
  const auto flood = [&](const auto& transform) {
    const auto distance = [&] {
      TimerTree::Section section(run.timers(), "distance transform");
      return transform();
    }();
    closed.release();
    TimerTree::Section section(run.timers(), "watershed");
    return watershed(distance, parameters.persistence, labels);
  };
  const std::int64_t basins = isotropic(weight) ? flood([&] { return squared_distance(closed); })
                                                : flood([&] { return squared_distance(closed, weight); });
  TimerTree::Section section(run.timers(), "refine borders");
  refine_borders(labels, static_cast<int>(parameters.border_passes));
  return basins;
}

std::int64_t particles_of_basins(Run& run, const Volume<std::uint8_t>& mask,
                                 const WatershedParameters& parameters, std::int64_t basins,
                                 const Volume<std::uint32_t>& labels) {
  TimerTree::Section section(run.timers(), "particles");
  apply_mask(labels, mask);
  if (parameters.border == "remove") basins = remove_at_faces(labels, basins);
  basins = remove_small(labels, basins, std::max<std::int64_t>(1, parameters.smallest_particle));
  return renumber_by_first_voxel(labels, basins);
}

}  // namespace catena
