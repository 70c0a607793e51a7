// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/instances/segment_parameters.h"
#include "segmentation/kernels/field_of_view.h"
#include "segmentation/volume/volume.h"

namespace catena {

class Run;

/// An evenly lit, less noisy image and how its grey values came from the tomogram's.
struct PreparedImage {
  Volume<std::uint16_t> image;
  double black = 0;  ///< grey value of the tomogram that became 0
  double white = 1;  ///< grey value of the tomogram that became 65535
  FieldOfView field_of_view;
};

/// Normalises, takes out rings and background, and filters the tomogram; `tomogram` is released on the way.
/// Collective. T = uint8_t, uint16_t, float.
/// \throws InputError if the tomogram is constant.
template <class T>
PreparedImage prepare(Run& run, Volume<T>& tomogram, const PreprocessingParameters& parameters);

}  // namespace catena
