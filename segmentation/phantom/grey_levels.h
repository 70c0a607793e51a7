// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "segmentation/phantom/blur.h"
#include "segmentation/phantom/voxelise.h"

namespace catena {

/// The sharp, noiseless image of a box: in each voxel the mean grey of what it holds. A particle's surface,
/// its cracks and pores take their share of a voxel; the particle's solid has its own grey and a fine
/// texture; the rest is a matrix of pore and clumps of carbon and binder. Works in the memory of `voxels`:
/// its `distance` becomes the image, and `owner` loses the labels of voxels whose centre is in no particle.
FloatBox grey_levels(const Recipe& recipe, const VoxelParticles& particles, const VoxelisedBox& voxels);

}  // namespace catena
