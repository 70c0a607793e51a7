// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

/// Moves the borders between touching labels to where both are equally far out by their own shape: a voxel
/// that shares a face with another label goes to the one of least (x - c)^T (5 S)^-1 (x - c), where c and S
/// are a label's centroid and covariance, so that the expression is 1 on the surface of the ellipsoid of the
/// same second moments. In each pass a border moves by one voxel at most; centroids and covariances are those
/// before the pass.
///
/// A watershed of distances parts two touching balls in the plane of their neck, and follows the ends of
/// cracks; this gives either particle its round side back. Labelled and unlabelled voxels stay such; no label
/// appears. The result is the same on any grid of ranks. Needs 4 bytes a voxel besides. Collective. \param
/// labels its halo must be 1 at least and is refreshed here.
void refine_borders(const Volume<std::uint32_t>& labels, int passes);

}  // namespace catena
