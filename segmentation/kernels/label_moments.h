// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "segmentation/kernels/surface.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// What one pass over a labelled image tells of one label. Sums run over the label's voxels, in voxel indices
/// counted from the lower corner of its box, and are exact.
struct LabelMoments {
  std::uint32_t label = 0;
  std::int64_t voxels = 0;
  Box box;                               ///< smallest box that holds it
  std::array<std::int64_t, 3> first{};   ///< sums of z, y, x
  std::array<std::int64_t, 6> second{};  ///< sums of zz, yy, xx, zy, zx, yx
  double area = 0;                       ///< surface in m^2, the sides on the image's faces included
};

/// Faces that the voxels of two labels share.
struct LabelContact {
  std::uint32_t first = 0, second = 0;  ///< first < second
  std::array<std::int64_t, 3> faces{};  ///< whose normal is z, y, x
};

struct LabelTable {
  std::vector<LabelMoments> labels;    ///< ascending in `label`; 0 is left out
  std::vector<LabelContact> contacts;  ///< ascending in (first, second)
};

/// Sizes, boxes, moments, surfaces and contacts of all labels in one pass. Sums are integers, so the result
/// is the same on any number of ranks, and every rank has all of it. The halo of `labels` must be at least 1
/// and at least the stride of `weights`; it is refreshed (0 beyond the image). Collective. \throws InputError
/// if a label is so large that its moments overflow.
LabelTable label_moments(const Volume<std::uint32_t>& labels, const SurfaceWeights& weights);

/// The same voxel by voxel with atomic sums, as `label_moments` does on a device.
LabelTable label_moments_by_voxels(const Volume<std::uint32_t>& labels, const SurfaceWeights& weights);

}  // namespace catena
