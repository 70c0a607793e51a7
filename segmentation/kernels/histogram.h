// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/kernels/field_of_view.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// Voxels of each grey value, 0 upwards.
using Histogram = std::vector<std::int64_t>;

/// Exact counts of every value of the whole image inside the field of view: 256 for uint8_t, 65536 for
/// uint16_t. Collective; every rank gets the same. Instantiated for uint8_t and uint16_t.
template <class T>
Histogram histogram(const Volume<T>& image, const FieldOfView& view = {});

/// Number of voxels counted.
std::int64_t total(const Histogram& counts);

/// Which voxel in ascending order, counted from 0, is the percentile: round(percent / 100 (voxels - 1)).
std::int64_t order_statistic(std::int64_t voxels, double percent);

/// The value that `percent` of 100 of the counted voxels do not exceed: their order_statistic.
/// \throws InputError if nothing was counted.
int percentile(const Histogram& counts, double percent);

}  // namespace catena
