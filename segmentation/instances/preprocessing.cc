// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/instances/preprocessing.h"

#include <array>

#include "jobs/run/run.h"
#include "jobs/run/timer_tree.h"
#include "segmentation/instances/edge_weights.h"
#include "segmentation/kernels/background.h"
#include "segmentation/kernels/gaussian.h"
#include "segmentation/kernels/median.h"
#include "segmentation/kernels/noise_level.h"
#include "segmentation/kernels/non_local_means.h"
#include "segmentation/kernels/normalise.h"
#include "segmentation/kernels/ring_correction.h"

namespace catena {
namespace {

/// Standard deviations along z, y, x in voxels for one width in units of the shortest voxel edge; a single
/// slice is not filtered along z.
template <class T>
std::array<double, 3> widths(const Volume<T>& volume, double width) {
  const std::array<double, 3> weight = edge_weights(volume);
  std::array<double, 3> sigma{};
  for (int axis = 0; axis < 3; ++axis) sigma[axis] = volume.extents()[axis] == 1 ? 0 : width / weight[axis];
  return sigma;
}

template <class T>
FieldOfView chosen_field_of_view(const Volume<T>& tomogram, const std::string& choice) {
  if (choice == "circle") return inscribed_circle(tomogram.extents());
  if (choice == "auto") return detect_field_of_view(tomogram);
  return {};
}

/// Halo that the chosen filter reads.
template <class T>
Triple filter_halo(const Volume<T>& volume, const PreprocessingParameters& parameters) {
  if (parameters.filter == "gaussian") return gaussian_radius(widths(volume, parameters.gaussian_width));
  if (parameters.filter == "median") return {1, 1, 1};
  if (parameters.filter == "non-local means") return non_local_means_radius({}, volume.extents());
  return {0, 0, 0};
}

Volume<std::uint16_t> filtered(const Volume<std::uint16_t>& image, const PreprocessingParameters& parameters,
                               const FieldOfView& view) {
  if (parameters.filter == "gaussian")
    return gaussian(image, widths(image, parameters.gaussian_width), {0, 0, 0});
  if (parameters.filter == "median") return median(image, {0, 0, 0});
  if (parameters.filter == "non-local means") {
    NonLocalMeans smoothing;
    smoothing.noise = noise_level(image, view);
    smoothing.strength = parameters.smoothing_strength;
    return smoothing.noise > 0 ? non_local_means(image, smoothing, {0, 0, 0}) : image;
  }
  return image;
}

}  // namespace

template <class T>
PreparedImage prepare(Run& run, Volume<T>& tomogram, const PreprocessingParameters& parameters) {
  PreparedImage result;
  {
    TimerTree::Section section(run.timers(), "normalise");
    result.field_of_view = chosen_field_of_view(tomogram, parameters.field_of_view);
    const GreyRange range =
        grey_range(tomogram, parameters.lower_percentile, parameters.upper_percentile, result.field_of_view);
    result.black = range.lower;
    result.white = range.upper;
    result.image = normalise(tomogram, range, filter_halo(tomogram, parameters));
    tomogram.release();
  }
  if (parameters.ring_correction) {
    TimerTree::Section section(run.timers(), "ring correction");
    result.image = remove_rings(result.image, centred_rings(result.image.extents()), result.image.halo(),
                                result.field_of_view);
  }
  if (parameters.background_width > 0) {
    TimerTree::Section section(run.timers(), "background");
    result.image = remove_background(result.image, widths(result.image, parameters.background_width),
                                     result.image.halo(), result.field_of_view);
  }
  TimerTree::Section section(run.timers(), "filter");
  result.image = filtered(result.image, parameters, result.field_of_view);
  return result;
}

template PreparedImage prepare(Run&, Volume<std::uint8_t>&, const PreprocessingParameters&);
template PreparedImage prepare(Run&, Volume<std::uint16_t>&, const PreprocessingParameters&);
template PreparedImage prepare(Run&, Volume<float>&, const PreprocessingParameters&);

}  // namespace catena
