// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <vector>

#include "segmentation/phantom/occupancy.h"
#include "segmentation/phantom/visible_region.h"

namespace catena {

/// The share of the shell around a particle, within the image and `distance` thick, that the solid of others
/// occupies. \param surface points all over the particle's surface: the shell is what is at most `distance`
/// from one of them. By quadrature over `points` points of a low-discrepancy sequence.
double true_contact(const Electrode& electrode, const Occupancy& occupancy, std::size_t index,
                    const std::vector<Point>& surface, const VisibleRegion& region, double distance,
                    int points);

/// The share of a ball, within the image, that the solid of particles occupies; likewise.
double true_packing(const Occupancy& occupancy, const Point& center, double radius,
                    const VisibleRegion& region, int points);

}  // namespace catena
