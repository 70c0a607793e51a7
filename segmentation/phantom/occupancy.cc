// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/occupancy.h"

#include <algorithm>
#include <cmath>

namespace catena {
namespace {

/// Cells that the ball about a centre meets along one axis.
struct Span {
  std::int64_t first, last;
};

Span span(double center, double radius, double low, double cell, std::int64_t cells) {
  const auto place = [&](double x) {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::floor((x - low) / cell)), 0, cells - 1);
  };
  return {place(center - radius), place(center + radius)};
}

}  // namespace

Occupancy::Occupancy(const Electrode& electrode) : electrode_(electrode) {
  const auto& particles = electrode.particles;
  if (particles.empty()) return;
  Point high = low_ = particles[0].center;
  double mean = 0;
  for (const Particle& p : particles) {
    mean += p.bound() / static_cast<double>(particles.size());
    for (int axis = 0; axis < 3; ++axis) {
      low_[axis] = std::min(low_[axis], p.center[axis] - p.bound());
      high[axis] = std::max(high[axis], p.center[axis] + p.bound());
    }
  }
  cell_ = mean;
  for (int axis = 0; axis < 3; ++axis)
    cells_[axis] = 1 + static_cast<std::int64_t>((high[axis] - low_[axis]) / cell_);
  start_.assign(static_cast<std::size_t>(cells_[0] * cells_[1] * cells_[2] + 1), 0);
  // Twice over the particles: to count, then to fill in.
  const auto for_each_cell = [&](const auto& body) {
    for (int i = 0; i < static_cast<int>(particles.size()); ++i) {
      Span s[3];
      for (int axis = 0; axis < 3; ++axis)
        s[axis] = span(particles[i].center[axis], particles[i].bound(), low_[axis], cell_, cells_[axis]);
      for (std::int64_t z = s[0].first; z <= s[0].last; ++z)
        for (std::int64_t y = s[1].first; y <= s[1].last; ++y)
          for (std::int64_t x = s[2].first; x <= s[2].last; ++x)
            body(static_cast<std::size_t>((z * cells_[1] + y) * cells_[2] + x), i);
    }
  };
  for_each_cell([&](std::size_t cell, int) { ++start_[cell + 1]; });
  for (std::size_t c = 1; c < start_.size(); ++c) start_[c] += start_[c - 1];
  sorted_.resize(static_cast<std::size_t>(start_.back()));
  std::vector<int> fill(start_.begin(), start_.end() - 1);
  for_each_cell([&](std::size_t cell, int i) { sorted_[static_cast<std::size_t>(fill[cell]++)] = i; });
}

int Occupancy::particle_at(const Point& point) const {
  std::int64_t at[3];
  for (int axis = 0; axis < 3; ++axis) {
    at[axis] = static_cast<std::int64_t>(std::floor((point[axis] - low_[axis]) / cell_));
    if (at[axis] < 0 || at[axis] >= cells_[axis]) return -1;
  }
  const auto cell = static_cast<std::size_t>((at[0] * cells_[1] + at[1]) * cells_[2] + at[2]);
  int owner = -1;
  double least = 1;
  for (int k = start_[cell]; k < start_[cell + 1]; ++k) {
    const Particle& p = electrode_.particles[static_cast<std::size_t>(sorted_[static_cast<std::size_t>(k)])];
    const Point d{point[0] - p.center[0], point[1] - p.center[1], point[2] - p.center[2]};
    if (dot(d, d) > p.bound() * p.bound()) continue;
    const double s = p.scaled_distance(point);
    if (s < least) {
      least = s;
      owner = sorted_[static_cast<std::size_t>(k)];
    }
  }
  return owner;
}

bool Occupancy::is_void(int particle, const Point& point) const {
  const Particle& p = electrode_.particles[static_cast<std::size_t>(particle)];
  const auto v = p.to_frame({point[0] - p.center[0], point[1] - p.center[1], point[2] - p.center[2]});
  const auto v0 = static_cast<float>(v[0]), v1 = static_cast<float>(v[1]), v2 = static_cast<float>(v[2]);
  for (int k = 0; k < p.defects; ++k) {
    const Defect& d = electrode_.defects[static_cast<std::size_t>(p.first_defect + k)];
    const DefectValue value =
        d.kind == Defect::sheet    ? sheet_value(d, v0, v1, v2)
        : d.kind == Defect::facets ? facets_value(d, electrode_.points.data() + 3 * d.first, v0, v1, v2)
        : d.kind == Defect::cavity
            ? cavity_value(d, electrode_.modulations[static_cast<std::size_t>(d.first)], v0, v1, v2)
            : ball_value(d, v0, v1, v2);
    if (value.height < value.half_width) return true;
  }
  return false;
}

}  // namespace catena
