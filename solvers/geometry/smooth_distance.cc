// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/smooth_distance.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

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

}  // namespace

DistanceBox smooth_distance(const ParticleMask& mask, const Point<3>& origin, double smoothing) {
  std::vector<std::uint8_t> set(mask.voxels.size());
  double voxels = 0;
  for (std::size_t i = 0; i < set.size(); ++i) voxels += set[i] = mask.voxels[i] == ParticleMask::own;
  std::vector<float> values = squared_distance_to(set, mask.box, mask.spacing);
  for (std::size_t i = 0; i < set.size(); ++i) set[i] = !set[i];
  const std::vector<float> depth = squared_distance_to(set, mask.box, mask.spacing);
  const double edge = std::cbrt(mask.spacing[0] * mask.spacing[1] * mask.spacing[2]);
  for (std::size_t i = 0; i < values.size(); ++i)
    values[i] = set[i] ? std::sqrt(values[i]) - static_cast<float>(edge / 2)
                       : static_cast<float>(edge / 2) - std::sqrt(depth[i]);
  if (smoothing > 0)
    for (std::size_t axis = 0; axis < 3; ++axis)
      convolve(values, mask.box, axis, gaussian(smoothing / mask.spacing[axis]));

  std::vector<float> spline = values;
  for (std::size_t axis = 0; axis < 3; ++axis) convolve(spline, mask.box, axis, {2. / 3, 1. / 6});
  double low = -4 * edge - 4 * smoothing, high = -low;  // the shift; the volume falls with it
  for (int step = 0; step < 40; ++step) {
    const double shift = (low + high) / 2;
    double volume = 0;
    for (const float value : spline) volume += inside_fraction(static_cast<double>(value) + shift, edge);
    (volume > voxels ? low : high) = shift;
  }
  for (float& value : values) value += static_cast<float>((low + high) / 2);

  Point<3> first = origin;
  for (unsigned int axis = 0; axis < 3; ++axis)
    first[axis] += (static_cast<double>(mask.begin[axis]) + 0.5) * mask.spacing[axis];
  return DistanceBox(first, mask.spacing, mask.box.edges, std::move(values));
}

}  // namespace catena
