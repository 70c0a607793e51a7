// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

/// Halos that recover_thin_cracks needs.
constexpr Triple thin_crack_label_halo{3, 3, 3};
constexpr Triple thin_crack_mask_halo{2, 2, 2};

/// Takes thin cracks out of the mask, which a threshold between solid and void misses: a crack thinner than
/// the image is sharp darkens its voxels only in part. Blur moves grey but loses none, so that the volume of
/// a particle's voids is
///   D = sum over its voxels of (S - g) / (S - V),
/// with S the grey of its solid, the median of the voxels of the mask two voxels or more from any that is
/// not, and V that of voids, the median over the volume of voxels two or more inside what the mask leaves
/// open (where there are fewer than a thousand, of what lies outside particles). Within each particle, but
/// not within three voxels of its border, where the outside darkens too, the D darkest voxels are voids;
/// where the mask has more, it stays.
///
/// Sums and histograms are exact, and the result the same on any grid of ranks. Collective.
/// \param image grey values, no halo needed.
/// \param labels particles with their cracks closed, 1..count; halo 3, refreshed here.
/// \param mask 1 on solid; halo 2, refreshed here; voxels of thin cracks become 0.
/// \return voxels taken out.
std::int64_t recover_thin_cracks(const Volume<std::uint16_t>& image, const Volume<std::uint32_t>& labels,
                                 std::int64_t count, const Volume<std::uint8_t>& mask);

}  // namespace catena
