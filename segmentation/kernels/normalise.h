// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>

#include "segmentation/kernels/field_of_view.h"
#include "segmentation/volume/volume.h"

namespace catena {

/// Two grey values of an image that are mapped to 0 and 65535.
struct GreyRange {
  double lower = 0, upper = 0;
};

/// The percentiles of the whole image inside the field of view: exact order statistics, number
/// round(percentile / 100 (n - 1)) of n counted from 0, whatever the type. Where the two coincide (few grey
/// values), the least and the greatest value. Collective; every rank gets the same. Instantiated for uint8_t,
/// uint16_t and float. \throws InputError unless 0 <= lower_percentile < upper_percentile <= 100, for a
/// constant image, one with values that are not finite, or an empty field of view; the same on every rank.
template <class T>
GreyRange grey_range(const Volume<T>& image, double lower_percentile, double upper_percentile,
                     const FieldOfView& view = {});

/// round(65535 (v - lower) / (upper - lower)), clipped to 0 .. 65535.
/// Instantiated for uint8_t, uint16_t and float.
template <class T>
Volume<std::uint16_t> normalise(const Volume<T>& image, const GreyRange& range, const Triple& halo);

/// Both in turn.
template <class T>
Volume<std::uint16_t> normalise(const Volume<T>& image, double lower_percentile, double upper_percentile,
                                const Triple& halo, const FieldOfView& view = {}) {
  return normalise(image, grey_range(image, lower_percentile, upper_percentile, view), halo);
}

}  // namespace catena
