// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/true_surroundings.h"

#include <algorithm>
#include <cmath>

namespace catena {
namespace {

/// Calls body(point) for the points of a sequence that lie in a ball (2-D: a disc in the slice's plane) and
/// the image. Three numbers in [0, 1) a point: the additive recurrence with the plastic ratio's relative
/// (Roberts 2018).
template <class Body>
void for_ball(const Point& center, double radius, const VisibleRegion& region, int points, const Body& body) {
  constexpr double g = 1.2207440846057596;  // root of x^4 = x + 1
  for (int k = 0; k < points; ++k) {
    const auto part = [k](double alpha) { return std::fmod(0.5 + alpha * (k + 1), 1.0); };
    Point at = center;
    if (region.planar()) {
      const double r = radius * std::sqrt(part(0.7548776662466927)),
                   angle = 2 * M_PI * part(0.5698402909980532);
      at[1] += r * std::sin(angle);
      at[2] += r * std::cos(angle);
    } else {
      const double r = radius * std::cbrt(part(1 / g)), height = 2 * part(1 / (g * g)) - 1,
                   angle = 2 * M_PI * part(1 / (g * g * g));
      const double side = std::sqrt(1 - height * height);
      at = along(center, {height, side * std::sin(angle), side * std::cos(angle)}, r);
    }
    if (region.contains(at)) body(at);
  }
}

}  // namespace

double true_contact(const Electrode& electrode, const Occupancy& occupancy, std::size_t index,
                    const std::vector<Point>& surface, const VisibleRegion& region, double distance,
                    int points) {
  const Particle& self = electrode.particles[index];
  std::vector<float> z, y, x;
  for (const Point& s : surface) {
    z.push_back(static_cast<float>((s[0] - self.center[0]) / self.radius));
    y.push_back(static_cast<float>((s[1] - self.center[1]) / self.radius));
    x.push_back(static_cast<float>((s[2] - self.center[2]) / self.radius));
  }
  const float limit = static_cast<float>(distance * distance / (self.radius * self.radius));
  std::int64_t shell = 0, taken = 0;
  for_ball(self.center, self.bound() + distance, region, points, [&](const Point& at) {
    const int owner = occupancy.particle_at(at);
    if (owner == static_cast<int>(index)) return;
    const float p0 = static_cast<float>((at[0] - self.center[0]) / self.radius);
    const float p1 = static_cast<float>((at[1] - self.center[1]) / self.radius);
    const float p2 = static_cast<float>((at[2] - self.center[2]) / self.radius);
    int near = 0;
    for (std::size_t k = 0; k < z.size(); ++k) {
      const float d0 = z[k] - p0, d1 = y[k] - p1, d2 = x[k] - p2;
      near += d0 * d0 + d1 * d1 + d2 * d2 <= limit;
    }
    if (near == 0) return;
    ++shell;
    taken += owner >= 0 && !occupancy.is_void(owner, at);
  });
  return shell > 0 ? static_cast<double>(taken) / static_cast<double>(shell) : 0;
}

double true_packing(const Occupancy& occupancy, const Point& center, double radius,
                    const VisibleRegion& region, int points) {
  std::int64_t inside = 0, taken = 0;
  for_ball(center, radius, region, points, [&](const Point& at) {
    ++inside;
    const int owner = occupancy.particle_at(at);
    taken += owner >= 0 && !occupancy.is_void(owner, at);
  });
  return inside > 0 ? static_cast<double>(taken) / static_cast<double>(inside) : 0;
}

}  // namespace catena
