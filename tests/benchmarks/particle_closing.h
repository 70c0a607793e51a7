// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <map>

#include "segmentation/kernels/label_moments.h"
#include "segmentation/volume/volume.h"

namespace catena::benchmarks {

/// Voxels of every particle of the table after its closing by a ball of `radius` voxels, each cut out into a
/// box of its own. On one rank.
std::map<std::uint32_t, std::int64_t> closed_volumes(const Volume<std::uint32_t>& labels,
                                                     const LabelTable& table, double radius);

}  // namespace catena::benchmarks
