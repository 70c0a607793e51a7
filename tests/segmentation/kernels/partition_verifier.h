// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "segmentation/volume/decomposition.h"

namespace catena::test {

/// Checks of labelled images against the definitions, on whole images in raster order, in plain code that
/// shares nothing with the kernels: floods and sets instead of pointer jumping and union-find. Each returns
/// an empty text if all is well, else what is wrong first.

/// Every voxel of the foreground has a label and no other; labels are 1..N in the raster order of their first
/// voxels; each label is one 26-connected piece.
std::string check_partition(const Triple& n, const std::vector<bool>& foreground,
                            const std::vector<std::uint32_t>& labels);

/// check_partition, and: all voxels of a basin of steepest ascent have one label; two labels that touch are
/// separated by at least `persistence`; a peak that is not the highest of its label reaches a higher one
/// inside the label without going down by `persistence`. With persistence 0, that no two basins share a
/// label.
template <class Height>
std::string check_watershed(const Triple& n, const std::vector<Height>& heights, double persistence,
                            const std::vector<std::uint32_t>& labels);

/// Index of the peak that each voxel reaches by steepest ascent, walked voxel by voxel; -1 on the background.
template <class Height>
std::vector<std::int64_t> peaks_reached(const Triple& n, const std::vector<Height>& heights);

/// The labels that the watershed must give, to the voxel.
template <class Height>
std::vector<std::uint32_t> expected_watershed(const Triple& n, const std::vector<Height>& heights,
                                              double persistence);

}  // namespace catena::test
