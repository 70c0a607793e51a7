// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/scale_defects.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "segmentation/phantom/true_shape.h"
#include "segmentation/phantom/visible_region.h"

namespace catena {
namespace {

constexpr float never = std::numeric_limits<float>::infinity();

/// The least factor at which a place is void.
float factor_at(const Electrode& electrode, const Particle& particle, const std::array<float, 3>& v) {
  float least = never;
  for (int k = 0; k < particle.defects; ++k) {
    const Defect& d = electrode.defects[static_cast<std::size_t>(particle.first_defect + k)];
    DefectValue value{};
    if (d.kind == Defect::sheet)
      value = sheet_value(d, v[0], v[1], v[2]);
    else if (d.kind == Defect::facets)
      value = facets_value(d, electrode.points.data() + 3 * d.first, v[0], v[1], v[2]);
    else if (d.kind == Defect::cavity)
      value = cavity_value(d, electrode.modulations[static_cast<std::size_t>(d.first)], v[0], v[1], v[2]);
    else
      value = ball_value(d, v[0], v[1], v[2]);
    if (value.half_width > 0) least = std::min(least, value.height / value.half_width);
  }
  return least;
}

struct Factor {
  double factor = 1;
  double share = 0;
};

/// The factors of a particle's voxels: those whose centre it owns, as voxelise has it.
std::vector<float> factors_of(const Electrode& electrode, const Recipe& recipe, std::size_t index,
                              const std::vector<int>& neighbours, const VisibleRegion& region) {
  const Particle& self = electrode.particles[index];
  std::array<std::int64_t, 3> begin{}, end{};
  for (int a = 0; a < 3; ++a) {
    const double position = self.center[a] / recipe.spacing[a], reach = self.bound() / recipe.spacing[a];
    begin[a] = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(position - reach)) - 1);
    end[a] = std::min(recipe.size[a], static_cast<std::int64_t>(std::ceil(position + reach)) + 1);
  }
  std::vector<float> factors;
  for (std::int64_t z = begin[0]; z < end[0]; ++z)
    for (std::int64_t y = begin[1]; y < end[1]; ++y)
      for (std::int64_t x = begin[2]; x < end[2]; ++x) {
        const Point at{(static_cast<double>(z) + 0.5) * recipe.spacing[0],
                       (static_cast<double>(y) + 0.5) * recipe.spacing[1],
                       (static_cast<double>(x) + 0.5) * recipe.spacing[2]};
        const auto frame =
            self.to_frame({at[0] - self.center[0], at[1] - self.center[1], at[2] - self.center[2]});
        const std::array<float, 3> v{static_cast<float>(frame[0]), static_cast<float>(frame[1]),
                                     static_cast<float>(frame[2])};
        const double own = self.shape.scaled_distance(v[0], v[1], v[2]);
        if (own >= 1 || !region.contains(at)) continue;
        const bool lost = std::any_of(neighbours.begin(), neighbours.end(), [&](int j) {
          return electrode.particles[static_cast<std::size_t>(j)].scaled_distance(at) < own;
        });
        if (!lost) factors.push_back(factor_at(electrode, self, v));
      }
  return factors;
}

Factor factor_for(std::vector<float>& factors, double wanted) {
  Factor result;
  if (factors.empty()) return result;
  const auto n = static_cast<double>(factors.size());
  auto voids = static_cast<std::size_t>(std::lround(wanted * n));
  std::sort(factors.begin(), factors.end());
  const auto reachable =
      static_cast<std::size_t>(std::lower_bound(factors.begin(), factors.end(), never) - factors.begin());
  voids = std::min(voids, reachable);
  result.share = static_cast<double>(voids) / n;
  if (voids == 0)
    result.factor = 0;
  else if (voids == factors.size() || factors[voids] == never)
    result.factor = factors[voids - 1] * (1 + 1e-4);
  else
    result.factor = 0.5 * (static_cast<double>(factors[voids - 1]) + factors[voids]);
  return result;
}

}  // namespace

std::vector<double> scale_defects(MPI_Comm comm, const Recipe& recipe, const std::vector<double>& wanted,
                                  Electrode& electrode) {
  int rank = 0, ranks = 1;
  MPI_Comm_rank(comm, &rank);
  MPI_Comm_size(comm, &ranks);
  const std::size_t n = electrode.particles.size();
  const Contacts contacts = touching_particles(electrode.particles);
  const VisibleRegion region(recipe);
  // Dealt like cards; the sum then only adds zeros.
  std::vector<double> mine(2 * n, 0), all(2 * n, 0);
  for (std::size_t i = static_cast<std::size_t>(rank); i < n; i += static_cast<std::size_t>(ranks)) {
    std::vector<float> factors = factors_of(electrode, recipe, i, contacts[i], region);
    const Factor found = factor_for(factors, wanted[i]);
    mine[2 * i] = found.factor;
    mine[2 * i + 1] = found.share;
  }
  for (std::size_t at = 0; at < 2 * n; at += 1 << 24)
    MPI_Allreduce(mine.data() + at, all.data() + at,
                  static_cast<int>(std::min<std::size_t>(1 << 24, 2 * n - at)), MPI_DOUBLE, MPI_SUM, comm);
  std::vector<double> reached(n);
  for (std::size_t i = 0; i < n; ++i) {
    Particle& p = electrode.particles[i];
    reached[i] = all[2 * i + 1];
    if (all[2 * i] == 0) p.defects = 0;
    for (int k = 0; k < p.defects; ++k) {
      Defect& d = electrode.defects[static_cast<std::size_t>(p.first_defect + k)];
      d.half_width = static_cast<float>(d.half_width * all[2 * i]);
      // A sheet ends where its lens does, facets with the particle; a pore grows.
      if (d.kind == Defect::cavity || d.kind == Defect::ball)
        d.reach = static_cast<float>(d.reach * all[2 * i]);
    }
  }
  return reached;
}

}  // namespace catena
