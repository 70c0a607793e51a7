// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/packing.h"

#include <algorithm>
#include <cmath>

#include "segmentation/phantom/counter_random.h"
#include "segmentation/phantom/near_pairs.h"
#include "segmentation/phantom/true_shape.h"

namespace catena {
namespace {

/// Share of the depth below which the share u of the particles lies, for a density 1 + gradient (t - 1/2).
double depth_of(double u, double gradient) {
  const double g = gradient;
  if (std::abs(g) < 1e-9) return u;
  const double b = 1 - g / 2;
  return (-b + std::sqrt(b * b + 2 * g * u)) / g;
}

void scatter(const Recipe& recipe, const VisibleRegion& region, std::vector<Particle>& particles) {
  const int axis = recipe.depth_axis();
  for (std::size_t i = 0; i < particles.size(); ++i) {
    RandomSequence random(static_cast<std::uint64_t>(recipe.seed), Purpose::position, i);
    Point center;
    for (int attempt = 0; attempt < 100; ++attempt) {
      for (int a = 0; a < 3; ++a) {
        const double u = random.uniform();
        center[a] = (a == axis ? depth_of(u, recipe.depth.packing) : u) * region.lengths()[a];
      }
      if (region.contains(center)) break;
    }
    particles[i].center = center;
    particles[i].radius *=
        std::max(0.1, 1 + recipe.depth.radius * (center[axis] / region.lengths()[axis] - 0.5));
  }
}

class Relaxation {
 public:
  Relaxation(const Recipe& recipe, const VisibleRegion& region, std::vector<Particle>& particles)
      : recipe_(recipe), region_(region), particles_(particles) {}

  /// Sweeps until no pair is closer than allowed by more than `tolerance`; returns by how much the worst one
  /// is.
  double run(double start_scale, int growing, int most) {
    constexpr double tolerance = 0.002;
    double worst = 0;
    pairs_.clear();
    moved_ = 1e300;
    for (int sweep = 0; sweep < most; ++sweep) {
      const double growth = std::min(1.0, static_cast<double>(sweep) / std::max(1, growing));
      const double scale = start_scale + (1 - start_scale) * growth;
      refresh(scale);
      worst = push(scale);
      if (growth == 1 && worst <= tolerance) break;
    }
    return worst;
  }

 private:
  /// Renews the list of near pairs when particles have moved, or grown, by its slack.
  void refresh(double scale) {
    if (2 * moved_ + 2 * largest_ * (scale - listed_scale_) < slack_) return;
    std::vector<double> radii(particles_.size());
    centers_.resize(particles_.size());
    double mean = 0;
    largest_ = 0;
    for (std::size_t i = 0; i < particles_.size(); ++i) {
      centers_[i] = region_.clamped(particles_[i].center, margin(i, scale));
      particles_[i].center = centers_[i];
      radii[i] = particles_[i].bound() * scale;
      mean += radii[i] / static_cast<double>(particles_.size());
      largest_ = std::max(largest_, particles_[i].bound());
    }
    slack_ = 0.5 * mean;
    pairs_ = near_pairs(centers_, radii, slack_);
    listed_scale_ = scale;
    moved_ = 0;
  }

  double margin(std::size_t i, double scale) const {
    return (1 - recipe_.packing.overhang) * particles_[i].radius * scale;
  }

  double push(double scale) {
    double worst = 0;
    const double allowed = 1 - recipe_.packing.overlap;
    for (std::size_t i = 0; i < particles_.size(); ++i)
      particles_[i].center = region_.clamped(particles_[i].center, margin(i, scale));
    for (const auto& [i, j] : pairs_) {
      Particle &a = particles_[i], &b = particles_[j];
      Point line{b.center[0] - a.center[0], b.center[1] - a.center[1], b.center[2] - a.center[2]};
      const double distance = std::sqrt(dot(line, line));
      if (distance >= (a.bound() + b.bound()) * scale * allowed) continue;
      if (distance < 1e-9 * a.radius) line = {0, distance == 0 ? 1.0 : line[1], line[2]};
      const double length = std::max(distance, 1e-12 * a.radius);
      Point unit{line[0] / length, line[1] / length, line[2] / length};
      if (distance < 1e-9 * a.radius) unit = {0, 0, 1};
      const double reach = (a.reach(unit) + b.reach({-unit[0], -unit[1], -unit[2]})) * scale;
      const double missing = (allowed + 0.001) * reach - distance;
      if (missing <= 0) continue;
      worst = std::max(worst, missing / reach - 0.001);
      const double share = b.radius / (a.radius + b.radius);
      a.center = region_.clamped(along(a.center, unit, -missing * share), margin(i, scale));
      b.center = region_.clamped(along(b.center, unit, missing * (1 - share)), margin(j, scale));
    }
    moved_ = 0;
    for (std::size_t i = 0; i < particles_.size(); ++i) {
      const Point& c = particles_[i].center;
      const Point d{c[0] - centers_[i][0], c[1] - centers_[i][1], c[2] - centers_[i][2]};
      moved_ = std::max(moved_, std::sqrt(dot(d, d)));
    }
    return worst;
  }

  const Recipe& recipe_;
  const VisibleRegion& region_;
  std::vector<Particle>& particles_;
  std::vector<std::pair<int, int>> pairs_;
  std::vector<Point> centers_;  ///< when the pairs were listed
  double slack_ = 0, moved_ = 1e300, largest_ = 0, listed_scale_ = 0;
};

}  // namespace

double pack(const Recipe& recipe, std::vector<Particle>& particles) {
  const VisibleRegion region(recipe);
  scatter(recipe, region, particles);

  const auto rescale = [&](double factor) {
    for (Particle& p : particles) p.radius *= factor;
  };
  const double power = region.planar() ? 2 : 3;
  const double wanted = recipe.packing.fraction * region.volume();
  double volume = 0;
  for (const Particle& p : particles)
    volume += region.planar() ? M_PI * p.radius * p.radius * region.lengths()[0]
                              : 4 * M_PI / 3 * std::pow(p.radius, 3);
  rescale(std::pow(wanted / volume, 1 / power));

  const Directions rule = region.planar() ? circle_directions(64) : sphere_directions(12);
  double worst = 0;
  for (int round = 0; round < 5; ++round) {
    worst = Relaxation(recipe, region, particles).run(round == 0 ? 0.67 : 0.97, round == 0 ? 60 : 5, 2000);
    const Contacts contacts = touching_particles(particles);
    double inside = 0;
    for (std::size_t i = 0; i < particles.size(); ++i)
      inside += true_shape(particles, i, contacts, region, rule).volume;
    const double factor = std::pow(wanted / inside, 1 / power);
    if (std::abs(factor - 1) < 5e-4 || round == 4) break;
    rescale(factor);
  }
  return worst;
}

}  // namespace catena
