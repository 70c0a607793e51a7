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

}  // namespace catena
