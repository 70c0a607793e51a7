// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "analysis/attributes/particle_attributes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/attributes/nearest_neighbours.h"
#include "analysis/attributes/particle_axes.h"

namespace catena {
namespace {

double roughness(double after, double before) { return before > 0 ? after / before : 1; }

/// Standard deviation with n - 1.
double deviation(const std::vector<double>& values) {
  if (values.size() < 2) return 0;
  double mean = 0, sum = 0;
  for (double value : values) mean += value / static_cast<double>(values.size());
  for (double value : values) sum += (value - mean) * (value - mean);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

/// Longest principal axis in x, y, z.
std::array<double, 3> longest_axis(const ParticleAttributes& particle) {
  const double yaw = particle.yaw * M_PI / 180, pitch = particle.pitch * M_PI / 180;
  return {std::cos(pitch) * std::cos(yaw), std::cos(pitch) * std::sin(yaw), -std::sin(pitch)};
}

double orientation_isotropy(const std::vector<const ParticleAttributes*>& group, bool planar) {
  std::array<std::array<double, 3>, 3> mean{};
  for (const ParticleAttributes* particle : group) {
    const auto axis = longest_axis(*particle);
    for (int i = 0; i < 3; ++i)
      for (int j = 0; j < 3; ++j) mean[i][j] += axis[i] * axis[j] / static_cast<double>(group.size());
  }
  const double left = std::max(0.0, 1 - symmetric_eigen(mean).value[0]);
  return (planar ? 2 : 1.5) * left;
}

}  // namespace

ParticleAttributes own_attributes(const LabelMoments& moments, const ParticleShape& shape,
                                  const Definitions& definitions, const Spacing& spacing,
                                  const Triple& extents) {
  const bool planar = extents[0] == 1;
  const ParticleAxes axes = particle_axes(moments, spacing, planar);
  ParticleAttributes p;
  p.id = moments.label;
  p.x = axes.centroid[0];
  p.y = axes.centroid[1];
  p.z = axes.centroid[2];
  p.yaw = axes.yaw;
  p.pitch = axes.pitch;
  p.roll = axes.roll;
  p.elongation = axes.elongation;
  p.electron_density = shape.grey_mean;
  p.homogeneity = shape.grey_deviation;
  p.volume = static_cast<double>(shape.filled) * spacing[0] * spacing[1] * spacing[2];
  p.damage = static_cast<double>(shape.filled - shape.voxels) / static_cast<double>(shape.filled);
  p.outer_surface = shape.outer_surface;
  p.inner_surface = shape.total_surface - shape.outer_surface;
  double inner_smooth = shape.smooth_total - shape.smooth_outer;
  if (!definitions.published) {
    // A closed particle may have a little less surface than one with cracks too fine to count.
    p.inner_surface = std::max(0.0, p.inner_surface);
    inner_smooth = std::max(0.0, inner_smooth);
  }
  p.outer_roughness = roughness(shape.smooth_outer, shape.outer_surface);
  p.inner_roughness = roughness(inner_smooth, p.inner_surface);
  const double total = shape.total_surface;
  if (planar) {
    const double area = p.volume / spacing[0], perimeter = total / spacing[0];
    p.sphericity = 4 * M_PI * area / (perimeter * perimeter);
    p.volume_surface_ratio = std::sqrt(area) / perimeter;
  } else {
    p.sphericity = 36 * M_PI * p.volume * p.volume / (total * total * total);
    p.volume_surface_ratio = std::cbrt(p.volume) / std::sqrt(total);
  }
  p.contact = shape.shell > 0 ? static_cast<double>(shape.shell_taken) / static_cast<double>(shape.shell) : 0;
  for (int axis = planar ? 1 : 0; axis < 3; ++axis)
    p.boundary = p.boundary || moments.box.begin[axis] == 0 || moments.box.end[axis] == extents[axis];
  return p;
}

NeighbourTable add_neighbourhoods(std::vector<ParticleAttributes>& particles, const Definitions& definitions,
                                  bool planar) {
  std::vector<std::array<double, 3>> centroids;
  for (const ParticleAttributes& p : particles) centroids.push_back({p.x, p.y, p.z});
  const auto nearest = nearest_neighbours(centroids, NeighbourTable::count);
  NeighbourTable table;
  table.id.assign(particles.size() * NeighbourTable::count, 0);
  table.distance.assign(particles.size() * NeighbourTable::count, 0.0);
  for (size_t i = 0; i < particles.size(); ++i) {
    ParticleAttributes& p = particles[i];
    std::vector<const ParticleAttributes*> others;
    double sum = 0;
    for (size_t k = 0; k < nearest[i].size(); ++k) {
      const ParticleAttributes& other = particles[nearest[i][k]];
      others.push_back(&other);
      const double dx = other.x - p.x, dy = other.y - p.y, dz = other.z - p.z;
      const double distance = std::sqrt(dx * dx + dy * dy + dz * dz);
      table.id[i * NeighbourTable::count + k] = other.id;
      table.distance[i * NeighbourTable::count + k] = distance;
      sum += distance;
    }
    const auto spread = [&](double ParticleAttributes::*member) {
      std::vector<double> values;
      for (const ParticleAttributes* other : others) values.push_back(other->*member);
      return deviation(values);
    };
    p.nearest_distance = others.empty() ? 0 : sum / static_cast<double>(others.size());
    p.elongation_deviation = spread(&ParticleAttributes::elongation);
    p.volume_deviation = spread(&ParticleAttributes::volume);
    p.sphericity_deviation = spread(&ParticleAttributes::sphericity);
    if (definitions.published) {
      p.orientation_isotropy = std::max({spread(&ParticleAttributes::yaw), spread(&ParticleAttributes::pitch),
                                         spread(&ParticleAttributes::roll)});
    } else {
      others.push_back(&p);
      p.orientation_isotropy = orientation_isotropy(others, planar);
    }
  }
  return table;
}

}  // namespace catena
