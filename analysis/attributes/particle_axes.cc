// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/particle_axes.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace catena {
namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

Vector cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

/// Whether the first component that is not 0, in the given order, is negative.
bool points_back(const Vector& v, const std::array<int, 3>& order) {
  for (int i : order)
    if (std::abs(v[i]) > 1e-12) return v[i] < 0;
  return false;
}

void turn(Vector& v) {
  for (double& component : v) component = -component;
}

double degrees(double radians) { return radians * 180 / M_PI; }

}  // namespace

SymmetricEigen symmetric_eigen(Matrix a) {
  Matrix v{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};  // columns are eigenvectors
  for (int sweep = 0; sweep < 50; ++sweep) {
    const double off = std::abs(a[0][1]) + std::abs(a[0][2]) + std::abs(a[1][2]);
    if (off <= 1e-17 * (std::abs(a[0][0]) + std::abs(a[1][1]) + std::abs(a[2][2]))) break;
    for (const auto& [p, q] : {std::pair{0, 1}, std::pair{0, 2}, std::pair{1, 2}}) {
      if (a[p][q] == 0) continue;
      const double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
      const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
      const double c = 1 / std::sqrt(t * t + 1), s = t * c;
      for (int k = 0; k < 3; ++k) {
        const double kp = a[k][p], kq = a[k][q];
        a[k][p] = c * kp - s * kq;
        a[k][q] = s * kp + c * kq;
      }
      for (int k = 0; k < 3; ++k) {
        const double pk = a[p][k], qk = a[q][k];
        a[p][k] = c * pk - s * qk;
        a[q][k] = s * pk + c * qk;
        const double kp = v[k][p], kq = v[k][q];
        v[k][p] = c * kp - s * kq;
        v[k][q] = s * kp + c * kq;
      }
    }
  }
  std::array<int, 3> order{0, 1, 2};
  std::stable_sort(order.begin(), order.end(), [&](int i, int j) { return a[i][i] > a[j][j]; });
  SymmetricEigen result;
  for (int i = 0; i < 3; ++i) {
    result.value[i] = a[order[i]][order[i]];
    for (int k = 0; k < 3; ++k) result.vector[i][k] = v[k][order[i]];
  }
  return result;
}

ParticleAxes particle_axes(const LabelMoments& m, const Spacing& spacing, bool planar) {
  ParticleAxes result;
  const auto n = static_cast<double>(m.voxels);
  Vector mean{};  // z, y, x, in voxels from the box's first
  for (int axis = 0; axis < 3; ++axis) {
    mean[axis] = static_cast<double>(m.first[axis]) / n;
    result.centroid[2 - axis] = (static_cast<double>(m.box.begin[axis]) + mean[axis] + 0.5) * spacing[axis];
  }
  constexpr int pairs[6][2] = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
  Matrix covariance{};  // in x, y, z
  for (int pair = 0; pair < 6; ++pair) {
    const int i = pairs[pair][0], j = pairs[pair][1];
    double value = static_cast<double>(m.second[pair]) / n - mean[i] * mean[j];
    if (i == j) value += 1. / 12;
    if (planar && i == 0 && j != 0) value = 0;
    covariance[2 - i][2 - j] = covariance[2 - j][2 - i] = value * spacing[i] * spacing[j];
  }
  SymmetricEigen eigen = symmetric_eigen(covariance);
  if (planar) {
    // The axis along z is exact; it comes last whatever the slice's thickness.
    for (int i = 0; i < 2; ++i)
      if (std::abs(eigen.vector[i][2]) > 0.5) {
        std::swap(eigen.vector[i], eigen.vector[i + 1]);
        std::swap(eigen.value[i], eigen.value[i + 1]);
      }
  }
  result.variance = eigen.value;
  result.axis = eigen.vector;
  auto& [longest, middle, shortest] = result.axis;
  if (points_back(longest, {0, 1, 2})) turn(longest);
  if (points_back(shortest, {2, 1, 0})) turn(shortest);
  middle = cross(shortest, longest);
  result.elongation = std::sqrt(result.variance[0] / result.variance[planar ? 1 : 2]);

  const double rise = std::clamp(longest[2], -1.0, 1.0);
  result.pitch = degrees(-std::asin(rise));
  if (std::abs(rise) < 1 - 1e-12) {
    result.yaw = degrees(std::atan2(longest[1], longest[0]));
    result.roll = degrees(std::atan2(middle[2], shortest[2]));
  } else {
    // The longest axis is upright: yaw and roll turn about the same line, and all of it is called yaw.
    result.yaw = degrees(std::atan2(-middle[0], middle[1]));
  }
  return result;
}

}  // namespace catena
