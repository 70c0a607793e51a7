// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/damage_law.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "jobs/run/error.h"
#include "segmentation/phantom/counter_random.h"
#include "segmentation/phantom/scale_defects.h"
#include "segmentation/phantom/true_columns.h"
#include "segmentation/phantom/voxelise.h"

using namespace catena;

namespace {

/// Particles in a cube, their volume and height independent.
std::vector<TrueParticle> cloud(std::size_t n) {
  std::vector<TrueParticle> particles(n);
  for (std::size_t i = 0; i < n; ++i) {
    RandomSequence random(5, Purpose::position, i);
    TrueParticle& p = particles[i];
    p.id = static_cast<std::int64_t>(i) + 1;
    p.centroid = {random.uniform(), random.uniform(), random.uniform()};
    p.volume = std::exp(random.normal());
    p.sphericity = random.uniform();
  }
  return particles;
}

Recipe law_of(const std::string& weights, double explained) {
  Recipe recipe;
  recipe.law.weights = weights;
  recipe.law.explained = explained;
  recipe.law.mean = 0.2;
  recipe.law.spread = 0.02;  // so that nothing is cut off
  return recipe;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double n = static_cast<double>(a.size()), x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    x += a[i] / n;
    y += b[i] / n;
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    xx += (a[i] - x) * (a[i] - x);
    yy += (b[i] - y) * (b[i] - y);
    xy += (a[i] - x) * (b[i] - y);
  }
  return xy / std::sqrt(xx * yy);
}

std::vector<double> column(const std::vector<TrueParticle>& particles, double (*value)(const TrueParticle&)) {
  std::vector<double> values;
  for (const TrueParticle& p : particles) values.push_back(value(p));
  return values;
}

}  // namespace

BOOST_AUTO_TEST_CASE(weights_are_read) {
  const auto causes = damage_causes(" Z = 1; neighbours Volume=-0.5 ;");
  BOOST_TEST_REQUIRE(causes.size() == 2u);
  BOOST_TEST(std::string(true_columns()[causes[0].column].name) == "Z");
  BOOST_TEST(causes[0].weight == 1);
  BOOST_TEST(!causes[0].neighbours);
  BOOST_TEST(std::string(true_columns()[causes[1].column].name) == "Volume");
  BOOST_TEST(causes[1].weight == -0.5);
  BOOST_TEST(causes[1].neighbours);
  BOOST_TEST(damage_causes("").empty());
}

BOOST_AUTO_TEST_CASE(wrong_weights_are_told) {
  for (const char* wrong : {"Volumen = 1", "Damage = 1", "SurfaceInner = 1", "Z", "Z = ", "Z = x", "Z = 1 2",
                            "Z = 0", "Z = nan", "Z = 1; Z = 2", "= 1"})
    BOOST_CHECK_THROW(damage_causes(wrong), InputError);
}

BOOST_AUTO_TEST_CASE(the_explained_share_is_met_exactly) {
  const auto particles = cloud(500);
  for (const double explained : {0.0, 0.3, 0.7, 1.0}) {
    const LawDamage law = law_damage(particles, law_of("Z = 1; Volume = -0.5", explained));
    double mean = 0, square = 0;
    for (const double d : law.wanted) mean += d / 500;
    for (const double d : law.wanted) square += (d - mean) * (d - mean) / 500;
    BOOST_TEST(std::abs(mean - 0.2) < 1e-12);
    BOOST_TEST(std::abs(std::sqrt(square) - 0.02) < 1e-12);
    BOOST_TEST(std::abs(law.attainable - explained) < 1e-9);
  }
}

BOOST_AUTO_TEST_CASE(every_cause_acts_with_its_weight_and_sign) {
  const auto particles = cloud(2000);
  const LawDamage law = law_damage(particles, law_of("Z = 3; Volume = -4", 1));
  std::vector<double> volume = column(particles, [](const TrueParticle& p) { return std::log(p.volume); });
  // Independent causes: correlations 3/5 and -4/5, but for chance and for Z being uniform.
  BOOST_TEST(std::abs(correlation(law.expected,
                                  column(particles, [](const TrueParticle& p) { return p.centroid[0]; })) -
                      0.6) < 0.05);
  BOOST_TEST(std::abs(correlation(law.expected, volume) + 0.8) < 0.05);
}

BOOST_AUTO_TEST_CASE(only_the_order_of_a_cause_matters) {
  auto particles = cloud(300);
  const LawDamage law = law_damage(particles, law_of("Volume = 1; Sphericity = 1", 0.5));
  for (TrueParticle& p : particles) p.volume = std::sqrt(p.volume);
  BOOST_TEST((law_damage(particles, law_of("Volume = 1; Sphericity = 1", 0.5)).wanted == law.wanted));
}

BOOST_AUTO_TEST_CASE(neighbours_give_their_mean) {
  // Two clumps of seven far apart: the six nearest are the rest of the clump.
  std::vector<TrueParticle> particles(14);
  for (std::size_t i = 0; i < 14; ++i) {
    particles[i].centroid = {i < 7 ? 0.0 : 100.0, 0.1 * static_cast<double>(i), 0};
    particles[i].volume = static_cast<double>((i * 5) % 14);
  }
  std::vector<double> mean(14, 0);
  for (std::size_t i = 0; i < 14; ++i)
    for (std::size_t j = i / 7 * 7; j < i / 7 * 7 + 7; ++j)
      if (j != i) mean[i] += particles[j].volume / 6;
  const LawDamage law = law_damage(particles, law_of("neighbours Volume = 1", 1));
  for (std::size_t i = 0; i < 14; ++i)
    for (std::size_t j = 0; j < 14; ++j)
      if (mean[i] < mean[j] - 1e-9) BOOST_TEST(law.expected[i] < law.expected[j]);
}

BOOST_AUTO_TEST_CASE(a_cause_that_does_not_vary_is_told) {
  const auto particles = cloud(50);
  BOOST_CHECK_THROW(law_damage(particles, law_of("Contact = 1", 0.5)), InputError);
}

BOOST_AUTO_TEST_CASE(defects_are_scaled_to_the_share_of_voxels_wanted) {
  Recipe recipe;
  recipe.size = {40, 44, 48};
  recipe.spacing = {1.2e-7, 1e-7, 1e-7};
  recipe.particles = 16;
  recipe.law.weights = "Z = 1";
  recipe.cracks.number = 6;
  Electrode electrode = make_electrode(recipe);
  const std::size_t n = electrode.particles.size();
  std::vector<double> wanted;
  for (std::size_t i = 0; i < n; ++i) wanted.push_back(0.02 * static_cast<double>(i % 10));
  Electrode alone = electrode;
  const std::vector<double> reached = scale_defects(MPI_COMM_WORLD, recipe, wanted, electrode);
  BOOST_TEST((scale_defects(MPI_COMM_SELF, recipe, wanted, alone) == reached));

  const VoxelisedBox box = voxelise(voxel_particles(electrode, recipe),
                                    {{0, 0, 0}, {recipe.size[0], recipe.size[1], recipe.size[2]}});
  std::map<std::uint32_t, std::pair<double, double>> counted;  // voxels, voids
  for (std::size_t z = 0; z < box.owner.extent(0); ++z)
    for (std::size_t y = 0; y < box.owner.extent(1); ++y)
      for (std::size_t x = 0; x < box.owner.extent(2); ++x) {
        const std::uint32_t owner = box.owner(z, y, x);
        if (owner == 0 || box.distance(z, y, x) >= 1) continue;
        auto& [voxels, voids] = counted[owner & ~VoxelisedBox::void_mark];
        ++voxels;
        voids += (owner & VoxelisedBox::void_mark) != 0;
      }
  BOOST_TEST(counted.size() == n);
  for (std::size_t i = 0; i < n; ++i) {
    const auto [voxels, voids] = counted[static_cast<std::uint32_t>(i + 1)];
    BOOST_TEST_CONTEXT("particle " << i + 1 << " of " << voxels << " voxels") {
      BOOST_TEST(std::abs(reached[i] - wanted[i]) * voxels < 0.51);
      // Single precision may give a voxel on a face to the one or the other.
      BOOST_TEST(std::abs(voids - reached[i] * voxels) <= 2);
      if (wanted[i] == 0) BOOST_TEST(voids == 0);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_law_and_what_contradicts_it) {
  Recipe recipe;
  recipe.law.weights = "Z = 1";
  recipe.check();
  Recipe gradient = recipe, none = recipe, thin = recipe, unknown = recipe;
  gradient.depth.damage = 0.5;
  none.cracks.style = "none";
  thin.cracks.width = 0;
  unknown.law.weights = "Depth = 1";
  for (const Recipe& wrong : {gradient, none, thin, unknown}) BOOST_CHECK_THROW(wrong.check(), InputError);
}
