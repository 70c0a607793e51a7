// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/smooth_distance.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "solvers/geometry/continue_distance.h"

namespace catena {
namespace {

/// Symmetric weights along one axis, w[0] in the middle; beyond the box the last values go on.
void convolve(std::vector<float>& values, const VoxelBox& box, std::size_t axis,
              const std::vector<double>& weights) {
  const std::array<std::int64_t, 3> stride{1, box.edges[0], box.edges[0] * box.edges[1]};
  const std::int64_t length = box.edges[axis], reach = static_cast<std::int64_t>(weights.size()) - 1;
  std::vector<double> line(static_cast<std::size_t>(length + 2 * reach));
  const std::size_t other = axis == 0 ? 1 : 0, third = axis == 2 ? 1 : 2;
  for (std::int64_t j = 0; j < box.edges[third]; ++j)
    for (std::int64_t i = 0; i < box.edges[other]; ++i) {
      float* first = values.data() + i * stride[other] + j * stride[third];
      for (std::int64_t t = 0; t < length + 2 * reach; ++t)
        line[static_cast<std::size_t>(t)] =
            static_cast<double>(first[std::clamp<std::int64_t>(t - reach, 0, length - 1) * stride[axis]]);
      for (std::int64_t t = 0; t < length; ++t) {
        const double* middle = &line[static_cast<std::size_t>(t + reach)];
        double sum = weights[0] * *middle;
        for (std::int64_t s = 1; s <= reach; ++s)
          sum += weights[static_cast<std::size_t>(s)] * (middle[-s] + middle[s]);
        first[t * stride[axis]] = static_cast<float>(sum);
      }
    }
}

std::vector<double> gaussian(double sigma) {
  std::vector<double> weights{1};
  double sum = 1;
  const auto reach = static_cast<int>(std::ceil(4 * sigma));
  for (int t = 1; t <= reach; ++t) {
    weights.push_back(std::exp(-0.5 * t * t / (sigma * sigma)));
    sum += 2 * weights.back();
  }
  for (double& weight : weights) weight /= sum;
  return weights;
}

/// The x of erf(x) = y to 0.2 % (Winitzki 2008).
double inverse_error_function(double y) {
  constexpr double a = 0.147;
  const double logarithm = std::log1p(-y * y), b = 2 / (std::acos(-1.) * a) + logarithm / 2;
  return std::copysign(std::sqrt(std::sqrt(b * b - logarithm / a) - b), y);
}

}  // namespace

DistanceBox smooth_distance(const ParticleMask& mask, const Point<3>& origin, double smoothing) {
  double voxels = 0;
  std::vector<float> values(mask.voxels.size());
  for (std::size_t i = 0; i < values.size(); ++i)
    voxels += values[i] = mask.voxels[i] == ParticleMask::own ? 1.f : 0.f;
  const double edge = std::cbrt(mask.spacing[0] * mask.spacing[1] * mask.spacing[2]);
  for (std::size_t axis = 0; axis < 3; ++axis)
    convolve(values, mask.box, axis, gaussian(smoothing / mask.spacing[axis]));
  // A voxel is a box of variance edge^2/12; sampling it adds as much again to the blur of a plane.
  const double width = std::sqrt(smoothing * smoothing + edge * edge / 12);
  for (float& value : values) {
    const double y = std::clamp(1 - 2 * static_cast<double>(value), -0.999, 0.999);
    value = static_cast<float>(std::sqrt(2.) * width * inverse_error_function(y));
  }
  continue_distance(values, mask.box, mask.spacing, width);

  std::vector<float> spline = values;
  for (std::size_t axis = 0; axis < 3; ++axis) convolve(spline, mask.box, axis, {2. / 3, 1. / 6});
  double low = -2 * edge - 2 * smoothing, high = -low;  // the shift; the volume falls with it
  double deep = 0;                                      // voxels that are inside whatever the shift
  std::vector<float> near;
  for (const float value : spline)
    if (static_cast<double>(value) < low - edge)
      ++deep;
    else if (static_cast<double>(value) < high + edge)
      near.push_back(value);
  for (int step = 0; step < 30; ++step) {
    const double shift = (low + high) / 2;
    double volume = deep;
    for (const float value : near) volume += inside_fraction(static_cast<double>(value) + shift, edge);
    (volume > voxels ? low : high) = shift;
  }
  for (float& value : values) value += static_cast<float>((low + high) / 2);

  Point<3> first = origin;
  for (unsigned int axis = 0; axis < 3; ++axis)
    first[axis] += (static_cast<double>(mask.begin[axis]) + 0.5) * mask.spacing[axis];
  return DistanceBox(first, mask.spacing, mask.box.edges, std::move(values));
}

}  // namespace catena
