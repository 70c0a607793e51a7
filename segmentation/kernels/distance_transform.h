// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>

#include "segmentation/volume/volume.h"

namespace catena {

/// Exact squared Euclidean distance transform: for every nonzero voxel p of `mask` the least |p - q|^2 over
/// all zero voxels q of the image, centre to centre, in voxels; 0 on zero voxels; INT32_MAX where the image
/// has no zero voxel. What lies beyond the image is not background.
///
/// Dimension by dimension: D_x(x) = min_k (x - k)^2 over the zeros of a row, then
/// D(i) = min_j f(j) + (i - j)^2 along y and along z (Saito and Toriwaki, Pattern Recognition 27, 1994), by a
/// search bounded by the distances themselves, and by the lower envelope of parabolas (Felzenszwalb and
/// Huttenlocher, Theory of Computing 8, 2012) on the lines where these are large. An axis that is divided
/// among ranks is done by gathering complete lines, a few at a time. Collective.
///
/// \param mask any halo; only owned voxels are read.
/// \param halo of the result; it is not filled. (Write Triple{1, 1, 1}, or it is taken for a weight.)
/// \throws InputError if the image is so long that a squared distance might not fit 32 bits.
Volume<std::int32_t> squared_distance(const Volume<std::uint8_t>& mask, const Triple& halo);
Volume<std::int32_t> squared_distance(const Volume<std::uint8_t>& mask);

/// The same where voxels have the edges `weight` (z, y, x; commonly the spacing over the smallest spacing):
/// the least (wz dz)^2 + (wy dy)^2 + (wx dx)^2, summed in single precision in the order x, y, z; infinity
/// where the image has no zero voxel. It is the least of the rounded sums, except further than 180 voxels
/// along an axis, where it may be another sum that is equal but for rounding; the same on every block grid in
/// any case. \throws InputError unless the weights are positive and finite.
Volume<float> squared_distance(const Volume<std::uint8_t>& mask, const std::array<double, 3>& weight,
                               const Triple& halo = {0, 0, 0});

}  // namespace catena
