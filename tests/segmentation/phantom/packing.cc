// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/packing.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "segmentation/phantom/counter_random.h"
#include "segmentation/phantom/near_pairs.h"
#include "segmentation/phantom/true_shape.h"

using namespace catena;

namespace {

Recipe small(double fraction) {
  Recipe recipe;
  recipe.size = {96, 96, 96};
  recipe.spacing = {1e-7, 1e-7, 1e-7};
  recipe.particles = 80;
  recipe.packing.fraction = fraction;
  return recipe;
}

/// Greatest overlap along the line of two centres, over the sum of the two radii in that direction.
double deepest(const std::vector<Particle>& particles) {
  double worst = 0;
  for (std::size_t i = 0; i < particles.size(); ++i)
    for (std::size_t j = i + 1; j < particles.size(); ++j) {
      Point d;
      for (int a = 0; a < 3; ++a) d[a] = particles[j].center[a] - particles[i].center[a];
      const double distance = std::sqrt(dot(d, d));
      const double reach = particles[i].reach({d[0] / distance, d[1] / distance, d[2] / distance}) +
                           particles[j].reach({-d[0] / distance, -d[1] / distance, -d[2] / distance});
      worst = std::max(worst, 1 - distance / reach);
    }
  return worst;
}

double fraction_of(const Electrode& electrode, const Recipe& recipe) {
  const VisibleRegion region(recipe);
  const Contacts contacts = touching_particles(electrode.particles);
  const Directions rule = region.planar() ? circle_directions(512) : sphere_directions(24);
  double volume = 0;
  for (std::size_t i = 0; i < electrode.particles.size(); ++i)
    volume += true_shape(electrode.particles, i, contacts, region, rule).volume;
  return volume / region.volume();
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_asked_fraction_is_reached_without_deep_overlaps) {
  for (const double fraction : {0.2, 0.5, 0.58, 0.6}) {
    const Recipe recipe = small(fraction);
    const Electrode electrode = make_electrode(recipe);
    BOOST_TEST_CONTEXT("fraction " << fraction) {
      BOOST_TEST(electrode.particles.size() == 80u);
      BOOST_TEST(fraction_of(electrode, recipe) == fraction, boost::test_tools::tolerance(0.005));
      BOOST_TEST(deepest(electrode.particles) < recipe.packing.overlap + 0.006);
      BOOST_TEST(electrode.deepest_overlap < 0.006);
    }
  }
}

BOOST_AUTO_TEST_CASE(centres_stay_where_they_may) {
  Recipe recipe = small(0.55);
  recipe.image.field_of_view = 0.95;
  const VisibleRegion region(recipe);
  for (const double overhang : {0.0, 0.7}) {
    recipe.packing.overhang = overhang;
    for (const Particle& p : make_electrode(recipe).particles) {
      BOOST_TEST(region.contains(p.center));
      for (int a = 0; a < 3; ++a) {
        BOOST_TEST(p.center[a] >= (1 - overhang) * p.radius * 0.999);
        BOOST_TEST(region.lengths()[a] - p.center[a] >= (1 - overhang) * p.radius * 0.999);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_flat_image_gets_discs) {
  Recipe recipe;
  recipe.size = {1, 256, 256};
  recipe.particles = 60;
  recipe.packing.fraction = 0.55;
  const Electrode electrode = make_electrode(recipe);
  BOOST_TEST(fraction_of(electrode, recipe) == 0.55, boost::test_tools::tolerance(0.005));
  BOOST_TEST(deepest(electrode.particles) < recipe.packing.overlap + 0.006);
}

BOOST_AUTO_TEST_CASE(stretched_voxels_change_nothing_but_the_image) {
  Recipe recipe = small(0.5);
  const Electrode cubes = make_electrode(recipe);
  recipe.size[0] = 48;
  recipe.spacing[0] = 2e-7;
  const Electrode stretched = make_electrode(recipe);
  for (std::size_t i = 0; i < cubes.particles.size(); ++i) {
    BOOST_TEST(stretched.particles[i].radius == cubes.particles[i].radius,
               boost::test_tools::tolerance(1e-9));
    for (int a = 0; a < 3; ++a)
      BOOST_TEST(stretched.particles[i].center[a] == cubes.particles[i].center[a],
                 boost::test_tools::tolerance(1e-6));
  }
}

BOOST_AUTO_TEST_CASE(gradients_along_the_depth) {
  Recipe recipe = small(0.3);
  recipe.size = {192, 96, 96};
  recipe.particles = 600;
  recipe.depth.radius = 0.8;
  recipe.depth.packing = 1.0;
  recipe.depth.damage = 2;
  recipe.cracks.share = 0.5;
  const Electrode electrode = make_electrode(recipe);
  double near = 0, far = 0, near_radius = 0, far_radius = 0, near_cracked = 0, far_cracked = 0;
  for (const Particle& p : electrode.particles) {
    const bool first = p.center[0] < 0.5 * recipe.lengths()[0];
    bool cracked = false;
    for (int d = 0; d < p.defects; ++d)
      cracked = cracked || electrode.defects[p.first_defect + d].kind <= Defect::facets;
    (first ? near : far) += 1;
    (first ? near_radius : far_radius) += p.radius;
    (first ? near_cracked : far_cracked) += cracked;
  }
  // Density 1 + (t - 1/2): three eighths in the first half; radii 0.8 against 1.2 in the mean; cracks at t <
  // 1/2: a quarter of those beyond.
  BOOST_TEST(std::abs(near / (near + far) - 0.375) < 0.08);
  BOOST_TEST(std::abs(near_radius / near / (far_radius / far) - 0.8 / 1.2) < 0.1);
  BOOST_TEST(near_cracked / near < 0.6 * far_cracked / far);
}

BOOST_AUTO_TEST_CASE(near_pairs_are_all_there) {
  RandomSequence random(5, Purpose::position, 0);
  std::vector<Point> centers;
  std::vector<double> radii;
  for (int i = 0; i < 500; ++i) {
    centers.push_back({random.uniform(), random.uniform(), random.uniform()});
    radii.push_back(random.uniform(0.01, 0.06));
  }
  std::vector<std::pair<int, int>> expected;
  for (int i = 0; i < 500; ++i)
    for (int j = i + 1; j < 500; ++j) {
      const Point d{centers[i][0] - centers[j][0], centers[i][1] - centers[j][1],
                    centers[i][2] - centers[j][2]};
      if (std::sqrt(dot(d, d)) <= radii[i] + radii[j] + 0.01) expected.emplace_back(i, j);
    }
  BOOST_TEST(expected.size() > 100u);
  BOOST_CHECK(near_pairs(centers, radii, 0.01) == expected);
}
