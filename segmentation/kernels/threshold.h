// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/kernels/histogram.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// Thresholds t_1 < ... < t_(classes-1) that part the counted values into classes v <= t_1 < v <= t_2 < ...
/// of the largest variance between classes, sum over classes of (sum of v)^2 / (number of v): Otsu, IEEE
/// Trans. SMC 9 (1979) 62; Liao, Chen, Chung, J. Inf. Sci. Eng. 17 (2001) 713. The optimum over all values,
/// found by dynamic programming (the criterion is concave, so the best cuts move one way and each class costs
/// n log n). Of equally good thresholds the lowest; one in a gap between the values that occur stands in its
/// middle. \param classes 2 to 5. \throws InputError for another number of classes, or fewer values than
/// classes.
std::vector<int> multi_otsu(const Histogram& counts, int classes);

/// multi_otsu with two classes.
int otsu(const Histogram& counts);

/// 1 where the image exceeds `threshold` and inside the field of view, else 0.
Volume<std::uint8_t> apply_threshold(const Volume<std::uint16_t>& image, int threshold, const Triple& halo,
                                     const FieldOfView& view = {});

/// How many of the thresholds the voxel exceeds; 0 outside the field of view.
Volume<std::uint8_t> apply_thresholds(const Volume<std::uint16_t>& image, const std::vector<int>& thresholds,
                                      const Triple& halo, const FieldOfView& view = {});

}  // namespace catena
