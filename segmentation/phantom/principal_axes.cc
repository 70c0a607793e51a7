// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/principal_axes.h"

#include <algorithm>
#include <cmath>

namespace catena {

PrincipalAxes principal_axes(const std::array<double, 9>& symmetric) {
  std::array<double, 9> a = symmetric, v{1, 0, 0, 0, 1, 0, 0, 0, 1};
  for (int sweep = 0; sweep < 50; ++sweep) {
    const double off = a[1] * a[1] + a[2] * a[2] + a[5] * a[5];
    if (off <= 1e-30 * (a[0] * a[0] + a[4] * a[4] + a[8] * a[8])) break;
    for (const auto& [p, q] :
         {std::array<int, 2>{0, 1}, std::array<int, 2>{0, 2}, std::array<int, 2>{1, 2}}) {
      if (a[3 * p + q] == 0) continue;
      const double theta = (a[3 * q + q] - a[3 * p + p]) / (2 * a[3 * p + q]);
      const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
      const double c = 1 / std::sqrt(t * t + 1), s = t * c;
      for (int k = 0; k < 3; ++k) {
        const double kp = a[3 * k + p], kq = a[3 * k + q];
        a[3 * k + p] = c * kp - s * kq;
        a[3 * k + q] = s * kp + c * kq;
      }
      for (int k = 0; k < 3; ++k) {
        const double pk = a[3 * p + k], qk = a[3 * q + k], vp = v[3 * p + k], vq = v[3 * q + k];
        a[3 * p + k] = c * pk - s * qk;
        a[3 * q + k] = s * pk + c * qk;
        v[3 * p + k] = c * vp - s * vq;
        v[3 * q + k] = s * vp + c * vq;
      }
    }
  }
  std::array<int, 3> order{0, 1, 2};
  std::stable_sort(order.begin(), order.end(), [&](int i, int j) { return a[4 * i] > a[4 * j]; });
  PrincipalAxes axes;
  for (int k = 0; k < 3; ++k) {
    axes.value[k] = a[4 * order[k]];
    for (int i = 0; i < 3; ++i) axes.vector[k][i] = v[3 * order[k] + i];
  }
  return axes;
}

namespace {

/// Whether the first component that is not 0, in the given order, is negative.
bool points_back(const std::array<double, 3>& v, const std::array<int, 3>& order) {
  for (const int i : order)
    if (std::abs(v[i]) > 1e-12) return v[i] < 0;
  return false;
}

void turn(std::array<double, 3>& v) {
  for (double& part : v) part = -part;
}

}  // namespace

Orientation orientation(const std::array<double, 9>& c, bool planar) {
  // To the order x, y, z.
  std::array<double, 9> swapped{c[8], c[7], c[6], c[5], c[4], c[3], c[2], c[1], c[0]};
  if (planar) swapped[2] = swapped[5] = swapped[6] = swapped[7] = swapped[8] = 0;
  const PrincipalAxes axes = principal_axes(swapped);
  std::array<double, 3> longest = axes.vector[0], shortest = axes.vector[2];
  if (points_back(longest, {0, 1, 2})) turn(longest);
  if (points_back(shortest, {2, 1, 0})) turn(shortest);
  const double middle_x = shortest[1] * longest[2] - shortest[2] * longest[1];
  const double middle_y = shortest[2] * longest[0] - shortest[0] * longest[2];
  const double middle_z = shortest[0] * longest[1] - shortest[1] * longest[0];
  constexpr double degree = M_PI / 180;
  Orientation o{longest, 0, 0, 0, std::sqrt(axes.value[0] / axes.value[planar ? 1 : 2])};
  const double rise = std::clamp(longest[2], -1.0, 1.0);
  o.pitch = -std::asin(rise) / degree;
  if (std::abs(rise) < 1 - 1e-12) {
    o.yaw = std::atan2(longest[1], longest[0]) / degree;
    o.roll = std::atan2(middle_z, shortest[2]) / degree;
  } else {
    o.yaw = std::atan2(-middle_x, middle_y) / degree;
  }
  return o;
}

}  // namespace catena
