// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "segmentation/volume/image_parameters.h"

namespace catena {

class Parameters;

/// From the tomogram's grey values to an evenly lit, less noisy image.
struct PreprocessingParameters {
  double lower_percentile = 0.1;
  double upper_percentile = 99.9;
  std::string field_of_view = "full";
  bool ring_correction = false;
  double background_width = 0;  ///< voxels; 0 = no correction
  std::string filter = "gaussian";
  double gaussian_width = 0.8;  ///< voxels
  double smoothing_strength = 0.8;
  void declare(Parameters& parameters);
};

/// From grey values to the mask of active material.
struct ThresholdParameters {
  std::string method = "otsu";
  std::int64_t classes = 3;
  double value = 0;
  double low_value = 0;
  void declare(Parameters& parameters);
  /// \throws InputError if the low value of a hysteresis lies above the value.
  void check() const;
};

/// From the mask to instances.
struct WatershedParameters {
  bool fill_holes = true;
  std::int64_t largest_hole = 0;
  double closing_radius = 3.75;  ///< voxels
  double persistence = 0.6;      ///< voxels
  std::int64_t border_passes = 3;
  bool thin_cracks = true;
  std::int64_t smallest_particle = 50;
  std::string border = "keep";
  void declare(Parameters& parameters);
};

/// Everything the segment stage can be told.
struct SegmentParameters {
  ImageParameters tomogram;
  std::string method = "watershed";
  double phase_value = 1;
  std::array<std::int64_t, 3> blocks{0, 0, 0};
  bool write_filled = false;
  bool write_slices = false;
  PreprocessingParameters preprocessing;
  ThresholdParameters threshold;
  WatershedParameters watershed;
  void declare(Parameters& parameters);
};

}  // namespace catena
