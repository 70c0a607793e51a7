// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/truth.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <type_traits>

#include "segmentation/phantom/nearest_centroids.h"
#include "segmentation/phantom/occupancy.h"
#include "segmentation/phantom/principal_axes.h"
#include "segmentation/phantom/true_shape.h"
#include "segmentation/phantom/true_surroundings.h"
#include "segmentation/phantom/true_voids.h"
#include "segmentation/volume/broadcast.h"

namespace catena {
namespace {

/// Points of the quadratures: fewer a particle where there are very many.
struct Effort {
  int heights, lines, points;
  explicit Effort(std::size_t particles) {
    const bool many = particles > 10000;
    heights = many ? 32 : 48;
    lines = many ? 500 : 2000;
    points = many ? 1000 : 4000;
  }
};

struct Scene {
  const Electrode& electrode;
  const Recipe& recipe;
  VisibleRegion region;
  Effort effort;
  Directions rule, coarse_rule;
  Contacts contacts;
  Occupancy occupancy;

  Scene(const Electrode& e, const Recipe& r)
      : electrode(e),
        recipe(r),
        region(r),
        effort(e.particles.size()),
        rule(r.planar() ? circle_directions(4096) : turned(sphere_directions(effort.heights))),
        coarse_rule(r.planar() ? circle_directions(1024) : turned(sphere_directions(32))),
        contacts(touching_particles(e.particles)),
        occupancy(e) {}
};

void add_greys(const Scene& scene, const Particle& particle, TrueParticle& t) {
  const auto& image = scene.recipe.image;
  const double scale = image.type == "uint8" ? 1.0 / 257 : 1.0;
  const double contrast = particle.grey - image.pore_grey;
  t.density = scale * (particle.grey - t.damage * contrast);
  t.homogeneity = scale * std::sqrt(t.damage * (1 - t.damage) * contrast * contrast +
                                    (1 - t.damage) * image.grain_contrast * image.grain_contrast);
}

TrueParticle true_particle(const Scene& scene, std::size_t i) {
  const Electrode& electrode = scene.electrode;
  const Particle& particle = electrode.particles[i];
  const bool planar = scene.region.planar();
  const TrueShape shape = true_shape(electrode.particles, i, scene.contacts, scene.region, scene.rule);
  TrueParticle t;
  t.id = static_cast<std::int64_t>(i) + 1;
  t.volume = shape.volume;
  t.outer_surface = shape.outer_surface + shape.cut_surface;
  t.boundary = shape.at_edge;
  t.cut_by_view = shape.at_view;
  t.visible = shape.volume / shape.whole_volume;
  t.radius = particle.radius;
  for (int d = 0; d < particle.defects; ++d) {
    const int kind = electrode.defects[static_cast<std::size_t>(particle.first_defect + d)].kind;
    t.cracks += kind == Defect::sheet || kind == Defect::facets;
    t.pores += kind == Defect::cavity || kind == Defect::ball;
    t.shattered = t.shattered || kind == Defect::facets;
  }

  // Centroid and axes are those of the solid: the filled particle's moments less those of its voids.
  t.centroid = shape.centroid;
  std::array<double, 9> covariance = shape.covariance;
  if (particle.defects > 0) {
    const TrueVoids voids =
        true_voids(electrode, i, scene.contacts, scene.region, scene.recipe.voxel_edge(), scene.effort.lines);
    t.damage = voids.share;
    t.inner_surface = std::max(0.0, voids.inner_surface);
    if (voids.share < 1) {
      Point filled{}, solid{};
      for (int a = 0; a < 3; ++a) {
        filled[a] = shape.centroid[a] - particle.center[a];
        solid[a] = (filled[a] - voids.first[a]) / (1 - voids.share);
        t.centroid[a] = particle.center[a] + solid[a];
      }
      for (int a = planar ? 1 : 0; a < 3; ++a)
        for (int b = planar ? 1 : 0; b < 3; ++b)
          covariance[static_cast<std::size_t>(3 * a + b)] =
              (shape.covariance[static_cast<std::size_t>(3 * a + b)] + filled[a] * filled[b] -
               voids.second[static_cast<std::size_t>(3 * a + b)]) /
                  (1 - voids.share) -
              solid[a] * solid[b];
    }
  }
  const Orientation stand = orientation(covariance, planar);
  t.axis = stand.longest;
  t.yaw = stand.yaw;
  t.pitch = stand.pitch;
  t.roll = stand.roll;
  t.elongation = stand.elongation;

  const double surface = t.inner_surface + t.outer_surface;
  if (planar) {
    const double area = t.volume / scene.recipe.spacing[0], perimeter = surface / scene.recipe.spacing[0];
    t.sphericity = 4 * M_PI * area / (perimeter * perimeter);
    t.ratio = std::sqrt(area) / perimeter;
  } else {
    t.sphericity = 36 * M_PI * t.volume * t.volume / (surface * surface * surface);
    t.ratio = std::cbrt(t.volume) / std::sqrt(surface);
  }
  add_greys(scene, particle, t);

  std::vector<Point> outline;
  true_shape(electrode.particles, i, scene.contacts, scene.region, scene.coarse_rule, &outline);
  const auto& spacing = scene.recipe.spacing;
  const double shortest =
      planar ? std::min(spacing[1], spacing[2]) : *std::min_element(spacing.begin(), spacing.end());
  t.contact =
      true_contact(electrode, scene.occupancy, i, outline, scene.region, 10 * shortest, scene.effort.points);
  t.packing = true_packing(scene.occupancy, t.centroid, 1e-5, scene.region, scene.effort.points);
  return t;
}

/// Standard deviation with n - 1.
double deviation(const std::vector<double>& values) {
  if (values.size() < 2) return 0;
  double mean = 0, square = 0;
  for (const double v : values) mean += v / static_cast<double>(values.size());
  for (const double v : values) square += (v - mean) * (v - mean);
  return std::sqrt(square / static_cast<double>(values.size() - 1));
}

/// What the six particles of nearest centroid decide.
void add_neighbours(std::vector<TrueParticle>& truth, bool planar) {
  std::vector<Point> centroids;
  for (const TrueParticle& t : truth) centroids.push_back(t.centroid);
  const auto nearest = nearest_centroids(centroids, 6);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    TrueParticle& t = truth[i];
    std::vector<double> elongation, volume, sphericity;
    std::array<double, 9> tensor{};
    const double members = static_cast<double>(nearest[i].size()) + 1;
    const auto add_axis = [&](const TrueParticle& p) {
      for (std::size_t k = 0; k < 9; ++k) tensor[k] += p.axis[k / 3] * p.axis[k % 3] / members;
    };
    add_axis(t);
    for (const int j : nearest[i]) {
      const TrueParticle& other = truth[static_cast<std::size_t>(j)];
      const Point d{other.centroid[0] - t.centroid[0], other.centroid[1] - t.centroid[1],
                    other.centroid[2] - t.centroid[2]};
      t.nearest += std::sqrt(dot(d, d)) / (members - 1);
      elongation.push_back(other.elongation);
      volume.push_back(other.volume);
      sphericity.push_back(other.sphericity);
      add_axis(other);
    }
    t.elongation_spread = deviation(elongation);
    t.volume_spread = deviation(volume);
    t.sphericity_spread = deviation(sphericity);
    t.disorder = (planar ? 2 : 1.5) * std::max(0.0, 1 - principal_axes(tensor).value[0]);
  }
}

}  // namespace

std::vector<TrueParticle> true_particles(MPI_Comm comm, const Electrode& electrode, const Recipe& recipe) {
  int rank = 0, ranks = 1;
  MPI_Comm_rank(comm, &rank);
  MPI_Comm_size(comm, &ranks);
  const Scene scene(electrode, recipe);
  static_assert(std::is_trivially_copyable_v<TrueParticle>);
  const std::size_t n = electrode.particles.size(), stride = static_cast<std::size_t>(ranks);
  std::vector<TrueParticle> truth(n);
  // Dealt like cards, so that no rank has all the cracked ones.
  for (std::size_t i = static_cast<std::size_t>(rank); i < n; i += stride) truth[i] = true_particle(scene, i);
  for (std::size_t owner = 0; owner < stride; ++owner) {
    std::vector<TrueParticle> part;
    for (std::size_t i = owner; i < n; i += stride) part.push_back(truth[i]);
    for (std::size_t at = 0; at < part.size(); at += 1 << 20)
      MPI_Bcast(part.data() + at,
                static_cast<int>(std::min<std::size_t>(1 << 20, part.size() - at) * sizeof(TrueParticle)),
                MPI_BYTE, static_cast<int>(owner), comm);
    for (std::size_t k = 0; k < part.size(); ++k) truth[owner + k * stride] = part[k];
  }
  add_neighbours(truth, recipe.planar());
  return truth;
}

}  // namespace catena
