// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/true_voids.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace catena {
namespace {

/// Points of one line in the frame of a particle: v_k(i) = base_k + step_k i.
struct FrameLine {
  float base[3], step[3];
  float at(int k, int i) const { return base[k] + step[k] * static_cast<float>(i); }
};

FrameLine in_frame(const Particle& particle, const Point& start, const Point& step) {
  const auto base = particle.to_frame(
      {start[0] - particle.center[0], start[1] - particle.center[1], start[2] - particle.center[2]});
  const auto along_line = particle.to_frame(step);
  FrameLine line;
  for (int k = 0; k < 3; ++k) {
    line.base[k] = static_cast<float>(base[k]);
    line.step[k] = static_cast<float>(along_line[k]);
  }
  return line;
}

template <class Value>
void add_void(int count, std::int32_t* open, const Value value) {
  for (int i = 0; i < count; ++i) {
    const DefectValue d = value(i);
    open[i] = static_cast<std::int32_t>(open[i] | (d.height < d.half_width));
  }
}

void add_void(const Electrode& electrode, const Defect& d, const FrameLine& l, int count,
              std::int32_t* open) {
  // Most lines miss most pores.
  float a = 0, b = 0, c = -d.reach * d.reach;
  for (int k = 0; k < 3; ++k) {
    const float w = l.base[k] - d.center[k];
    a += l.step[k] * l.step[k];
    b += l.step[k] * w;
    c += w * w;
  }
  if (b * b < a * c) return;
  if (d.kind == Defect::sheet)
    add_void(count, open, [d, l](int i) { return sheet_value(d, l.at(0, i), l.at(1, i), l.at(2, i)); });
  else if (d.kind == Defect::facets)
    add_void(count, open, [d, l, points = electrode.points.data() + 3 * d.first](int i) {
      return facets_value(d, points, l.at(0, i), l.at(1, i), l.at(2, i));
    });
  else if (d.kind == Defect::cavity)
    add_void(count, open, [d, l, form = electrode.modulations[d.first]](int i) {
      return cavity_value(d, form, l.at(0, i), l.at(1, i), l.at(2, i));
    });
  else
    add_void(count, open, [d, l](int i) { return ball_value(d, l.at(0, i), l.at(1, i), l.at(2, i)); });
}

struct LinePlace {
  Point start, direction;
};

/// Line k through the ball of radius `bound` about a centre: direction and offset from the additive
/// recurrence with the powers of the generalised golden ratio (Roberts 2018).
LinePlace line_place(int k, const Point& center, double bound, bool planar) {
  const auto part = [k](double alpha) { return std::fmod(0.5 + alpha * (k + 1), 1.0); };
  if (planar) {
    const double angle = M_PI * part(0.7548776662466927), offset = bound * (2 * part(0.5698402909980532) - 1);
    const Point d{0, std::sin(angle), std::cos(angle)}, side{0, -d[2], d[1]};
    return {along(along(center, side, offset), d, -bound), d};
  }
  // Root of x^5 = x + 1.
  constexpr double g = 1.1673039782614187;
  const double height = part(1 / g), angle = 2 * M_PI * part(1 / (g * g)),
               turn = 2 * M_PI * part(1 / (g * g * g)),
               distance = bound * std::sqrt(part(1 / (g * g * g * g)));
  const double radius = std::sqrt(1 - height * height);
  const Point d{height, radius * std::sin(angle), radius * std::cos(angle)};
  const Point e{-radius, height * std::sin(angle), height * std::cos(angle)},
      f{0, std::cos(angle), -std::sin(angle)};
  return {along(along(along(center, e, distance * std::cos(turn)), f, distance * std::sin(turn)), d, -bound),
          d};
}

/// Whether a line passes by a particle's bounding ball.
bool misses(const LinePlace& line, const Particle& particle) {
  const Point w{particle.center[0] - line.start[0], particle.center[1] - line.start[1],
                particle.center[2] - line.start[2]};
  const double s = dot(w, line.direction);
  return dot(w, w) - s * s > particle.bound() * particle.bound();
}

}  // namespace

TrueVoids true_voids(const Electrode& electrode, std::size_t index, const Contacts& contacts,
                     const VisibleRegion& region, double voxel_edge, int lines) {
  const Particle& self = electrode.particles[index];
  // Copies that no store can change, so that the loops vectorise.
  const ParticleShape shape = self.shape;
  const double bound = self.bound();
  const int count = std::clamp(static_cast<int>(4 * bound / voxel_edge), 128, 1024);
  const double pitch = 2 * bound / count;
  std::vector<float> own(count);
  std::vector<std::int32_t> filled(count), open(count);
  std::int64_t filled_points = 0, solid_points = 0, filled_crossings = 0, solid_crossings = 0;
  Point first{};
  std::array<double, 9> second{};
  const bool whole = region.holds_ball(self.center, bound);
  for (int k = 0; k < lines; ++k) {
    LinePlace place = line_place(k, self.center, bound, region.planar());
    // Not all lines begin their steps alike.
    place.start = along(place.start, place.direction, pitch * std::fmod(0.5 + 0.6180339887498949 * k, 1.0));
    const Point step{place.direction[0] * pitch, place.direction[1] * pitch, place.direction[2] * pitch};
    const FrameLine line = in_frame(self, place.start, step);
    for (int i = 0; i < count; ++i)
      own[i] = shape.scaled_distance(line.at(0, i), line.at(1, i), line.at(2, i));
    for (int i = 0; i < count; ++i) filled[i] = own[i] < 1;
    if (!whole)
      for (int i = 0; i < count; ++i) filled[i] = filled[i] && region.contains(along(place.start, step, i));
    if (std::find(filled.begin(), filled.end(), 1) == filled.end()) continue;
    for (const int j : contacts[index]) {
      const Particle& other = electrode.particles[j];
      if (misses(place, other)) continue;
      const FrameLine theirs = in_frame(other, place.start, step);
      const ParticleShape their_shape = other.shape;
      for (int i = 0; i < count; ++i) {
        const float distance = their_shape.scaled_distance(theirs.at(0, i), theirs.at(1, i), theirs.at(2, i));
        filled[i] = static_cast<std::int32_t>(filled[i] & (distance >= own[i]));
      }
    }
    std::fill(open.begin(), open.end(), std::int32_t{0});
    for (int d = 0; d < self.defects; ++d)
      add_void(electrode, electrode.defects[self.first_defect + d], line, count, open.data());
    bool was_filled = false, was_solid = false;
    const Point from{place.start[0] - self.center[0], place.start[1] - self.center[1],
                     place.start[2] - self.center[2]};
    for (int i = 0; i < count; ++i) {
      const bool is_filled = filled[i] != 0, is_solid = is_filled && open[i] == 0;
      filled_points += is_filled;
      solid_points += is_solid;
      filled_crossings += is_filled != was_filled;
      solid_crossings += is_solid != was_solid;
      was_filled = is_filled;
      was_solid = is_solid;
      if (is_filled && !is_solid) {
        const Point x = along(from, step, i);
        for (int a = 0; a < 3; ++a) {
          first[a] += x[a];
          for (int b = 0; b < 3; ++b) second[3 * a + b] += x[a] * x[b];
        }
      }
    }
    filled_crossings += was_filled;
    solid_crossings += was_solid;
  }
  TrueVoids voids;
  if (filled_points == 0) return voids;
  voids.share = 1 - static_cast<double>(solid_points) / static_cast<double>(filled_points);
  for (int a = 0; a < 3; ++a) {
    voids.first[a] = first[a] / static_cast<double>(filled_points);
    for (int b = 0; b < 3; ++b)
      voids.second[3 * a + b] = second[3 * a + b] / static_cast<double>(filled_points);
  }
  const double length = pitch * static_cast<double>(filled_points) / lines;
  const double per_crossing =
      (region.planar() ? M_PI * bound * region.lengths()[0] : 2 * M_PI * bound * bound) / lines;
  voids.volume = length * (region.planar() ? 2 * bound * region.lengths()[0] : M_PI * bound * bound);
  voids.surface = per_crossing * static_cast<double>(filled_crossings);
  voids.inner_surface = per_crossing * static_cast<double>(solid_crossings - filled_crossings);
  return voids;
}

}  // namespace catena
