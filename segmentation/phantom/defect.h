// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <math.h>

#include <Kokkos_Core.hpp>

#include "segmentation/phantom/modulation.h"

namespace catena {

/// sin(2 pi turns) to 1e-3 by two parabolas: the same on every machine, and loops with it vectorise.
KOKKOS_INLINE_FUNCTION float parabolic_sine(float turns) {
  const float whole = (turns + 12582912.0f) - 12582912.0f;
  const float x = turns - whole;
  const float y = x * (8.0f - 16.0f * (x < 0 ? -x : x));
  return y * (0.775f + 0.225f * (y < 0 ? -y : y));
}

/// A void in a particle, in the particle's frame (lengths in units of its radius): where |t(v)| < h(v).
///   sheet    a wavy crack: t the height over a plane with a few waves, h a lens, widest at `center`, closed
///   at 1/sqrt(fall) facets   the cracks between the Voronoi cells of some points: t half the difference of
///   the two least distances cavity   a star-shaped pore about `center`: t the distance from it, h its radius
///   in that direction ball     a round pore
struct Defect {
  enum Kind : int { sheet, facets, cavity, ball };
  static constexpr int waves = 3;
  int kind = ball;
  float center[3] = {0, 0, 0};
  float half_width = 0;         ///< or the pore's radius
  float reach = 0;              ///< |v - center| beyond which there is nothing of it
  float normal[3] = {0, 0, 0};  ///< of a sheet
  float fall = 0;               ///< h = half_width (1 - fall |v - center|^2) for a sheet
  float wave[waves][3] = {};    ///< turns per unit length
  float phase[waves] = {};
  float amplitude[waves] = {};
  int first = 0;  ///< first of its points, or its modulation
  int count = 0;  ///< number of its points
};

/// What |t| and h are at one place.
struct DefectValue {
  float height;
  float half_width;
};

KOKKOS_INLINE_FUNCTION float defect_waves(const Defect& d, float v0, float v1, float v2) {
  float sum = 0;
  for (int w = 0; w < Defect::waves; ++w)
    sum += d.amplitude[w] *
           parabolic_sine(d.wave[w][0] * v0 + d.wave[w][1] * v1 + d.wave[w][2] * v2 + d.phase[w]);
  return sum;
}

KOKKOS_INLINE_FUNCTION DefectValue sheet_value(const Defect& d, float v0, float v1, float v2) {
  const float w0 = v0 - d.center[0], w1 = v1 - d.center[1], w2 = v2 - d.center[2];
  const float height = d.normal[0] * w0 + d.normal[1] * w1 + d.normal[2] * w2 + defect_waves(d, v0, v1, v2);
  const float opening = 1.0f - d.fall * (w0 * w0 + w1 * w1 + w2 * w2);
  return {height < 0 ? -height : height, d.half_width * (opening < 0 ? 0.0f : opening)};
}

/// \param points the count x 3 coordinates of the cells' points.
KOKKOS_INLINE_FUNCTION DefectValue facets_value(const Defect& d, const float* points, float v0, float v1,
                                                float v2) {
  const float shift = defect_waves(d, v0, v1, v2);
  const float x0 = v0 + shift, x1 = v1 - shift, x2 = v2 + 0.5f * shift;
  float least = 1e30f, second = 1e30f;
  float a0 = 0, a1 = 0, a2 = 0, b0 = 0, b1 = 0, b2 = 0;
  for (int p = 0; p < d.count; ++p) {
    const float p0 = points[3 * p], p1 = points[3 * p + 1], p2 = points[3 * p + 2];
    const float w0 = x0 - p0, w1 = x1 - p1, w2 = x2 - p2;
    const float square = w0 * w0 + w1 * w1 + w2 * w2;
    const bool first = square < least, next = square < second;
    second = first ? least : next ? square : second;
    b0 = first ? a0 : next ? p0 : b0;
    b1 = first ? a1 : next ? p1 : b1;
    b2 = first ? a2 : next ? p2 : b2;
    least = first ? square : least;
    a0 = first ? p0 : a0;
    a1 = first ? p1 : a1;
    a2 = first ? p2 : a2;
  }
  const float apart = sqrt((a0 - b0) * (a0 - b0) + (a1 - b1) * (a1 - b1) + (a2 - b2) * (a2 - b2) + 1e-20f);
  return {(second - least) / (2.0f * apart), d.half_width};
}

KOKKOS_INLINE_FUNCTION DefectValue cavity_value(const Defect& d, const Modulation& form, float v0, float v1,
                                                float v2) {
  const float w0 = v0 - d.center[0], w1 = v1 - d.center[1], w2 = v2 - d.center[2];
  const float length = sqrt(w0 * w0 + w1 * w1 + w2 * w2 + 1e-20f);
  const float inverse = 1.0f / length;
  return {length, d.half_width * form.at(w0 * inverse, w1 * inverse, w2 * inverse)};
}

KOKKOS_INLINE_FUNCTION DefectValue ball_value(const Defect& d, float v0, float v1, float v2) {
  const float w0 = v0 - d.center[0], w1 = v1 - d.center[1], w2 = v2 - d.center[2];
  return {sqrt(w0 * w0 + w1 * w1 + w2 * w2), d.half_width};
}

}  // namespace catena
