// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <vector>

#include "segmentation/kernels/basin_graph.h"

namespace catena {

/// Merges basins whose border is shallow. Saddles are taken from the highest down (equal ones by the lesser,
/// then the greater of the two peaks' indices); the two groups of basins that a saddle joins become one if
///   sqrt(peak) - sqrt(saddle) < persistence,
/// peak being the lower of the two groups' highest (of equal ones that with the lesser index). This is the
/// persistence of the lower group's peak in the sense of Edelsbrunner, Letscher and Zomorodian (2002), on
/// distances where heights are their squares. \param saddles are sorted. \return for every basin b the basin
/// whose peak is the highest of its group, at [b]; 0 at [0].
template <class Height>
std::vector<std::uint32_t> merge_basins(const Peaks<Height>& peaks, std::vector<Saddle<Height>>& saddles,
                                        double persistence);

}  // namespace catena
