// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/instances/foreground.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <string>

#include "jobs/run/error.h"
#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"
#include "segmentation/kernels/keep_marked.h"
#include "segmentation/kernels/thin_cracks.h"
#include "segmentation/kernels/threshold.h"
#include "segmentation/volume/voxel_loop.h"

namespace catena {
namespace {

std::int64_t count_foreground(const Volume<std::uint8_t>& mask) {
  const auto voxels = mask.owned_view();
  const int ny = static_cast<int>(mask.local()[1]), nx = static_cast<int>(mask.local()[2]);
  std::int64_t here = 0, all = 0;
  Kokkos::parallel_reduce(
      "count foreground", Kokkos::RangePolicy<Kokkos::IndexType<std::int64_t>>(0, mask.local()[0] * ny),
      KOKKOS_LAMBDA(std::int64_t row, std::int64_t & sum) {
        std::int64_t in_row = 0;
        for (int x = 0; x < nx; ++x) in_row += voxels(row / ny, row % ny, x);
        sum += in_row;
      },
      here);
  MPI_Allreduce(&here, &all, 1, MPI_INT64_T, MPI_SUM, mask.decomposition().comm());
  return all;
}

/// A number as short as it can be said.
std::string text(double number) {
  std::ostringstream out;
  out << number;
  return out.str();
}

void demand_two_phases(const Volume<std::uint8_t>& mask, const std::string& rule) {
  const std::int64_t found = count_foreground(mask), voxels = product(mask.extents());
  if (found == 0)
    throw InputError(rule + " leaves no voxel of active material out of " + std::to_string(voxels));
  if (found == voxels)
    throw InputError(rule + " makes all " + std::to_string(voxels) +
                     " voxels active material; nothing parts particles");
}

}  // namespace

Volume<std::uint8_t> active_material(Run& run, const PreparedImage& prepared,
                                     const ThresholdParameters& parameters) {
  TimerTree::Section section(run.timers(), "threshold");
  const Volume<std::uint16_t>& image = prepared.image;
  const double step = (prepared.white - prepared.black) / 65535;
  const auto level_of = [&](double grey) {
    return static_cast<int>(std::clamp(std::floor((grey - prepared.black) / step), -1.0, 65535.0));
  };
  int level = 0;
  if (parameters.method == "otsu")
    level = otsu(histogram(image, prepared.field_of_view));
  else if (parameters.method == "multi-otsu")
    level = multi_otsu(histogram(image, prepared.field_of_view), static_cast<int>(parameters.classes)).back();
  else
    level = level_of(parameters.value);
  run.record("threshold", prepared.black + level * step);
  Volume<std::uint8_t> mask = apply_threshold(image, level, thin_crack_mask_halo, prepared.field_of_view);
  if (parameters.method == "hysteresis") {
    Volume<std::uint8_t> low =
        apply_threshold(image, level_of(parameters.low_value), thin_crack_mask_halo, prepared.field_of_view);
    keep_marked(low, mask, Connectivity::all);
    mask = low;
  }
  demand_two_phases(mask, "the threshold " + text(prepared.black + level * step));
  return mask;
}

template <class T>
Volume<std::uint8_t> phase_mask(const Volume<T>& phases, double phase_value) {
  Volume<std::uint8_t> mask(phases.shared_decomposition(), phases.spacing(), "phase mask");
  const auto from = phases.owned_view();
  const auto to = mask.owned_view();
  for_each_voxel(
      "phase mask", mask.local(), KOKKOS_LAMBDA(int z, int y, int x) {
        to(z, y, x) = static_cast<double>(from(z, y, x)) == phase_value ? 1 : 0;
      });
  demand_two_phases(mask, "Phase value = " + text(phase_value));
  return mask;
}

template Volume<std::uint8_t> phase_mask(const Volume<std::uint8_t>&, double);
template Volume<std::uint8_t> phase_mask(const Volume<std::uint16_t>&, double);
template Volume<std::uint8_t> phase_mask(const Volume<float>&, double);

}  // namespace catena
