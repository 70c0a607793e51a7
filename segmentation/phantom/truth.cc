// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/truth.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "segmentation/phantom/principal_axes.h"
#include "segmentation/phantom/true_neighbourhood.h"
#include "segmentation/phantom/true_shape.h"
#include "segmentation/phantom/true_voids.h"

namespace catena {
namespace {

TrueParticle true_particle(const Electrode& electrode, std::size_t i, const Contacts& contacts,
                           const VisibleRegion& region, const Recipe& recipe, const Directions& rule) {
  const Particle& particle = electrode.particles[i];
  const TrueShape shape = true_shape(electrode.particles, i, contacts, region, rule);
  TrueParticle t;
  t.id = static_cast<std::int64_t>(i) + 1;
  t.centroid = shape.centroid;
  t.volume = shape.volume;
  t.outer_surface = shape.outer_surface + shape.cut_surface;
  t.boundary = shape.at_edge;
  t.cut_by_view = shape.at_view;
  t.visible = shape.volume / shape.whole_volume;
  t.radius = particle.radius;
  if (particle.defects > 0) {
    const TrueVoids voids = true_voids(electrode, i, contacts, region, recipe.voxel_edge());
    t.damage = voids.share;
    t.inner_surface = voids.inner_surface;
  }
  for (int d = 0; d < particle.defects; ++d) {
    const int kind = electrode.defects[particle.first_defect + d].kind;
    t.cracks += kind == Defect::sheet || kind == Defect::facets;
    t.pores += kind == Defect::cavity || kind == Defect::ball;
    t.shattered = t.shattered || kind == Defect::facets;
  }
  const PrincipalAxes axes = principal_axes(shape.covariance);
  const int shortest = region.planar() ? 1 : 2;
  PrincipalAxes in_plane = axes;
  if (region.planar())
    in_plane = principal_axes(
        {0, 0, 0, 0, shape.covariance[4], shape.covariance[5], 0, shape.covariance[7], shape.covariance[8]});
  t.elongation = std::sqrt(in_plane.value[0] / in_plane.value[shortest]);
  for (int k = 0; k < 3; ++k) t.axis[k] = in_plane.vector[0][k];
  const double surface = t.inner_surface + t.outer_surface;
  t.sphericity = 36 * M_PI * t.volume * t.volume / (surface * surface * surface);
  t.ratio = std::cbrt(t.volume) / std::sqrt(surface);

  const auto& image = recipe.image;
  const double scale = image.type == "uint8" ? 1.0 / 257 : 1.0;
  const double contrast = particle.grey - image.pore_grey;
  t.density = scale * (particle.grey - t.damage * contrast);
  const double variance = t.damage * (1 - t.damage) * contrast * contrast +
                          (1 - t.damage) * image.grain_contrast * image.grain_contrast +
                          image.noise * image.noise;
  t.homogeneity = scale * std::sqrt(variance);
  return t;
}

}  // namespace

std::vector<TrueParticle> true_particles(MPI_Comm comm, const Electrode& electrode, const Recipe& recipe) {
  int rank = 0, ranks = 1;
  MPI_Comm_rank(comm, &rank);
  MPI_Comm_size(comm, &ranks);
  const VisibleRegion region(recipe);
  const Directions rule = region.planar() ? circle_directions(4096) : sphere_directions(48);
  const Contacts contacts = touching_particles(electrode.particles);
  const std::size_t n = electrode.particles.size();
  std::vector<TrueParticle> mine(n);
  for (std::size_t i = static_cast<std::size_t>(rank); i < n; i += static_cast<std::size_t>(ranks))
    mine[i] = true_particle(electrode, i, contacts, region, recipe, rule);
  // Each particle is somebody's; the others' entries are all zero bytes to be replaced.
  std::vector<TrueParticle> all(n);
  for (std::size_t i = 0; i < n; ++i) all[i] = mine[i];
  for (int owner = 0; owner < ranks; ++owner) {
    std::vector<TrueParticle> part;
    for (std::size_t i = static_cast<std::size_t>(owner); i < n; i += static_cast<std::size_t>(ranks))
      part.push_back(mine[i]);
    if (part.empty()) continue;
    MPI_Bcast(part.data(), static_cast<int>(part.size() * sizeof(TrueParticle)), MPI_BYTE, owner, comm);
    for (std::size_t k = 0; k < part.size(); ++k)
      all[static_cast<std::size_t>(owner) + k * static_cast<std::size_t>(ranks)] = part[k];
  }
  add_neighbourhoods(comm, electrode, recipe, all);
  return all;
}

std::string truth_table(const std::vector<TrueParticle>& particles) {
  std::string text =
      "id,X,Y,Z,Yaw,Pitch,Roll,EDensity,Homogeneity,SurfaceInner,SurfaceOuter,Volume,Damage,Elongation,"
      "Sphericity,"
      "VSratio,RoughInner,RoughOuter,Contact,PDensity,DistNearest,ElongStd,VolumeStd,SphericityStd,OrienIso,"
      "boundary,"
      "radius,visible,cut_by_view,cracks,shattered,pores,axis_x,axis_y,axis_z\n";
  char line[1024];
  for (const TrueParticle& p : particles) {
    std::snprintf(
        line, sizeof line,
        "%lld,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%."
        "17g,"
        "%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%.17g,%d,%.17g,%.17g,%d,%d,%d,%d,%.17g,%.17g,%.17g\n",
        static_cast<long long>(p.id), p.centroid[2], p.centroid[1], p.centroid[0], p.yaw, p.pitch, p.roll,
        p.density, p.homogeneity, p.inner_surface, p.outer_surface, p.volume, p.damage, p.elongation,
        p.sphericity, p.ratio, p.inner_roughness, p.outer_roughness, p.contact, p.packing, p.nearest,
        p.elongation_spread, p.volume_spread, p.sphericity_spread, p.disorder, p.boundary ? 1 : 0, p.radius,
        p.visible, p.cut_by_view ? 1 : 0, p.cracks, p.shattered ? 1 : 0, p.pores, p.axis[2], p.axis[1],
        p.axis[0]);
    text += line;
  }
  return text;
}

}  // namespace catena
