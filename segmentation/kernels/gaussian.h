// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "segmentation/volume/volume.h"

namespace catena {

/// Weights of a gaussian cut off at four standard deviations, w[0] of the centre and w[t] of both neighbours
/// at distance t <= round(4 sigma), proportional to exp(-t^2 / 2 sigma^2); w[0] + 2 (w[1] + ...) = 1.
std::vector<double> gaussian_weights(double sigma);

/// How far the weights reach along z, y, x, in voxels: the halo that `gaussian` needs.
Triple gaussian_radius(const std::array<double, 3>& sigma);

/// Convolution with a gaussian of standard deviations `sigma` along z, y, x in voxels (0 = not along this
/// axis). Beyond its faces the image goes on as its mirror without repeating the voxel at the face
/// (Boundary::mirror: unlike the nearest voxel going on, noise at the faces gets no more weight than
/// elsewhere). Sums in single precision in a fixed order, rounded to whole grey levels: the same for every
/// cut into blocks. Costs some eight bytes of memory traffic a voxel while the weights reach less than ten
/// voxels. \param image its halo must be gaussian_radius(sigma) at least and is refreshed here. \throws
/// InputError for a negative or infinite sigma, or a halo that is too small.
Volume<std::uint16_t> gaussian(const Volume<std::uint16_t>& image, const std::array<double, 3>& sigma,
                               const Triple& halo);

/// The same, one pass over the whole block an axis and eight more bytes a voxel: what a device does.
Volume<std::uint16_t> gaussian_by_passes(const Volume<std::uint16_t>& image,
                                         const std::array<double, 3>& sigma, const Triple& halo);

}  // namespace catena
