// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/geometry/euclidean_distance.h"

#include <cstddef>
#include <limits>

namespace catena {
namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// line[i] becomes min_j line[j] + (h (i - j))^2.
class LineEnvelope {
 public:
  explicit LineEnvelope(std::size_t length) : apex_(length), from_(length + 1), height_(length) {}

  void operator()(float* line, std::size_t length, std::ptrdiff_t stride, double h) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < length; ++i) {
      height_[i] = static_cast<double>(line[static_cast<std::ptrdiff_t>(i) * stride]);
      if (height_[i] == infinite) continue;
      double start = -infinite;
      while (count > 0) {
        start = crossing(apex_[count - 1], i, h);
        if (start > from_[count - 1]) break;
        --count;
        start = -infinite;
      }
      apex_[count] = i;
      from_[count++] = start;
    }
    if (count == 0) return;
    from_[count] = infinite;
    for (std::size_t i = 0, part = 0; i < length; ++i) {
      while (from_[part + 1] < static_cast<double>(i)) ++part;
      const double away = h * (static_cast<double>(i) - static_cast<double>(apex_[part]));
      line[static_cast<std::ptrdiff_t>(i) * stride] = static_cast<float>(away * away + height_[apex_[part]]);
    }
  }

 private:
  /// Where the parabola of the later apex dips below that of the earlier one.
  double crossing(std::size_t early, std::size_t late, double h) const {
    const double a = static_cast<double>(early), b = static_cast<double>(late);
    return (a + b) / 2 + (height_[late] - height_[early]) / (2 * h * h * (b - a));
  }

  std::vector<std::size_t> apex_;
  std::vector<double> from_;  ///< where each parabola of the envelope begins
  std::vector<double> height_;
};

}  // namespace

std::vector<float> squared_distance_to(const std::vector<std::uint8_t>& set, const VoxelBox& box,
                                       const std::array<double, 3>& spacing) {
  std::vector<float> square(set.size());
  for (std::size_t i = 0; i < set.size(); ++i)
    square[i] = set[i] ? 0.f : std::numeric_limits<float>::infinity();
  const std::array<std::int64_t, 3> stride{1, box.edges[0], box.edges[0] * box.edges[1]};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const std::size_t other = axis == 0 ? 1 : 0, third = axis == 2 ? 1 : 2;
    LineEnvelope envelope(static_cast<std::size_t>(box.edges[axis]));
    for (std::int64_t j = 0; j < box.edges[third]; ++j)
      for (std::int64_t i = 0; i < box.edges[other]; ++i)
        envelope(square.data() + i * stride[other] + j * stride[third],
                 static_cast<std::size_t>(box.edges[axis]), stride[axis], spacing[axis]);
  }
  return square;
}

}  // namespace catena
