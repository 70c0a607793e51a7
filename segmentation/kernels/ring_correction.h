// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/kernels/field_of_view.h"
#include "segmentation/volume/volume.h"

namespace catena {

struct RingCorrection {
  double centre_y = 0, centre_x = 0;  ///< the axis of rotation, in voxels of the whole image.
  bool same_in_every_slice =
      false;         ///< one set of rings for the whole stack, which is seen better; else one a slice.
  double width = 5;  ///< rings much wider than this many voxels stay; 1 to 50.
  int rounds = 5;    ///< 1 to 20.
};

/// About the middle of the slices.
RingCorrection centred_rings(const Triple& extents);

/// Takes out rings, the traces of faulty detector pixels: whatever is the same all around the axis of
/// rotation and narrow along the radius. In every round each voxel is compared with the mean, by a gaussian
/// of `width` in the plane of the slice, of the voxels of its own class, brighter or darker than Otsu's
/// threshold, so that particles count little. The differences are averaged over rings half a voxel wide, cut
/// off at 2.5 standard deviations (1.4826 median |difference|), shrunk by what chance alone makes of them
/// (James and Stein), and subtracted, interpolated linearly along the radius. A ring of standard deviation s
/// along the radius falls to about s / sqrt(s^2 + rounds width^2) of its height. All sums are whole numbers:
/// the same for every cut into blocks. Voxels outside the field of view are left alone, and those nearer to
/// its edge than twice the width take no part in the averages. Needs no halo, and ten more bytes a voxel than
/// image and result while it runs. \throws InputError for parameters out of range, or where grey values or
/// the field of view leave nothing to compare.
Volume<std::uint16_t> remove_rings(const Volume<std::uint16_t>& image, const RingCorrection& rings,
                                   const Triple& halo, const FieldOfView& view = {});

}  // namespace catena
