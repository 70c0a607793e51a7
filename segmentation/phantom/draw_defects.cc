// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/draw_defects.h"

#include <algorithm>
#include <cmath>

#include "segmentation/phantom/counter_random.h"
#include "segmentation/phantom/draw_shape.h"
#include "segmentation/phantom/visible_region.h"

namespace catena {
namespace {

void set(float (&to)[3], const Point& from, double factor = 1) {
  for (int k = 0; k < 3; ++k) to[k] = static_cast<float>(from[k] * factor);
}

Point perpendicular(RandomSequence& random, const Point& normal) {
  Point e = random.direction();
  const double share = dot(e, normal);
  e = along(e, normal, -share);
  const double length = std::sqrt(std::max(1e-12, dot(e, e)));
  return {e[0] / length, e[1] / length, e[2] / length};
}

/// Waves from long to short; in the crack's plane, so that they bend it.
void add_waves(RandomSequence& random, Defect& d, double amplitude, const Point* normal) {
  constexpr double turns[Defect::waves] = {0.6, 1.7, 4.5}, share[Defect::waves] = {1, 0.4, 0.2};
  for (int w = 0; w < Defect::waves; ++w) {
    const Point direction = normal ? perpendicular(random, *normal) : random.direction();
    set(d.wave[w], direction, turns[w] * random.uniform(0.7, 1.4));
    d.phase[w] = static_cast<float>(random.uniform());
    d.amplitude[w] = static_cast<float>(amplitude * share[w] * random.uniform(0.5, 1.5));
  }
}

Defect radial_crack(RandomSequence& random, double half_width, double waviness) {
  Defect d;
  d.kind = Defect::sheet;
  const Point normal = random.direction(), outwards = perpendicular(random, normal);
  set(d.normal, normal);
  set(d.center, outwards, random.uniform(0.3, 0.55));
  const double extent = random.uniform(0.35, 0.65);
  d.fall = static_cast<float>(1 / (extent * extent));
  d.reach = static_cast<float>(extent);
  d.half_width = static_cast<float>(half_width);
  add_waves(random, d, waviness, &normal);
  return d;
}

Defect planar_crack(RandomSequence& random, double half_width, double waviness) {
  Defect d;
  d.kind = Defect::sheet;
  const Point normal = random.direction();
  set(d.normal, normal);
  set(d.center, along({0, 0, 0}, normal, random.uniform(-0.4, 0.4)));
  const double extent = random.uniform(0.8, 1.5);
  d.fall = static_cast<float>(1 / (extent * extent));
  d.reach = static_cast<float>(extent);
  d.half_width = static_cast<float>(half_width);
  add_waves(random, d, waviness, &normal);
  return d;
}

Defect shatter(RandomSequence& random, int fragments, double half_width, double waviness, double bound,
               std::vector<float>& points) {
  Defect d;
  d.kind = Defect::facets;
  d.half_width = static_cast<float>(half_width);
  d.reach = static_cast<float>(bound);
  d.first = static_cast<int>(points.size()) / 3;
  d.count = fragments;
  for (int p = 0; p < fragments; ++p) {
    // Apart from each other where it can be done, so that no fragment is a splinter.
    Point at{};
    for (int attempt = 0; attempt < 30; ++attempt) {
      at = along({0, 0, 0}, random.direction(), 0.9 * std::cbrt(random.uniform()));
      double nearest = 1e300;
      for (std::size_t q = 3 * static_cast<std::size_t>(d.first); q < points.size(); q += 3) {
        const Point apart{at[0] - points[q], at[1] - points[q + 1], at[2] - points[q + 2]};
        nearest = std::min(nearest, dot(apart, apart));
      }
      if (nearest > 0.36) break;
    }
    for (const double coordinate : at) points.push_back(static_cast<float>(coordinate));
  }
  add_waves(random, d, 0.7 * waviness, nullptr);
  return d;
}

Defect central_pore(RandomSequence& random, double radius, std::vector<Modulation>& modulations) {
  Defect d;
  d.kind = Defect::cavity;
  d.half_width = static_cast<float>(radius);
  set(d.center, random.direction(), 0.1 * random.uniform());
  d.first = static_cast<int>(modulations.size());
  modulations.push_back(draw_modulation(random, 0.45, 0.45, 0));
  float highest = modulations.back().mean;
  for (const auto& row : modulations.back().coefficient)
    for (const float c : row) highest += std::abs(c);
  d.reach = d.half_width * std::min(highest, 3.0f);
  return d;
}

}  // namespace

void draw_defects(const Recipe& recipe, std::size_t index, Electrode& electrode) {
  Particle& particle = electrode.particles[index];
  particle.first_defect = static_cast<int>(electrode.defects.size());
  RandomSequence random(static_cast<std::uint64_t>(recipe.seed), Purpose::defects, index);
  const int axis = recipe.depth_axis();
  const double depth = particle.center[axis] / recipe.lengths()[axis];
  const double damage = std::max(0.0, 1 + recipe.depth.damage * (depth - 0.5));
  const double voxel = recipe.voxel_edge() / particle.radius;
  const auto& cracks = recipe.cracks;

  // Under a law every particle has cracks to be scaled.
  const bool cracked = random.uniform() < (recipe.law.given() ? 1 : cracks.share * damage);
  if (cracked && cracks.style != "none") {
    const double waviness = cracks.waviness;
    const int number = 1 + random.poisson(cracks.number - 1);
    const double choice = random.uniform();
    const double width = cracks.width * damage * std::exp(cracks.width_spread * random.normal()) * voxel;
    const bool shattered =
        cracks.style == "shattered" || (cracks.style == "mixed" && choice < cracks.shattered_share);
    if (shattered)
      electrode.defects.push_back(shatter(random, std::min(24, number + 2), std::min(0.1, width / 2),
                                          waviness, particle.shape.bound, electrode.points));
    for (int c = 0; c < (shattered ? 1 : number); ++c) {
      const bool through = cracks.style == "planar" || (cracks.style == "mixed" && random.uniform() < 0.3);
      const double half = std::min(0.15, width * random.uniform(0.35, 0.65));
      electrode.defects.push_back(through ? planar_crack(random, half, waviness)
                                          : radial_crack(random, half, waviness));
    }
  }
  if (random.uniform() < recipe.pores.central_share) {
    const double radius = std::min(0.45, recipe.pores.central_radius * std::exp(0.35 * random.normal()));
    electrode.defects.push_back(central_pore(random, radius, electrode.modulations));
  }
  const int pores = random.poisson(recipe.pores.number);
  for (int p = 0; p < pores; ++p) {
    Defect ball;
    set(ball.center, random.direction(), 0.9 * std::cbrt(random.uniform()));
    ball.half_width =
        static_cast<float>(std::min(0.3, recipe.pores.radius * random.uniform(0.5, 1.5) * voxel));
    ball.reach = ball.half_width;
    electrode.defects.push_back(ball);
  }
  particle.defects = static_cast<int>(electrode.defects.size()) - particle.first_defect;
}

}  // namespace catena
