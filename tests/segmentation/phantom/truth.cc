// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/truth.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "segmentation/phantom/counter_random.h"
#include "segmentation/phantom/nearest_centroids.h"
#include "segmentation/phantom/occupancy.h"
#include "segmentation/phantom/principal_axes.h"

using namespace catena;

namespace {

constexpr double pi = 3.14159265358979323846;

Recipe cube(std::int64_t n) {
  Recipe recipe;
  recipe.size = {n, n, n};
  recipe.spacing = {1e-7, 1e-7, 1e-7};
  return recipe;
}

/// Without cracks; half axes 1.3, 1, 1/1.3 radii along the rows of the rotation.
Particle ellipsoid(const Point& center, double radius, std::uint64_t turn) {
  RandomSequence random(turn, Purpose::orientation, 0);
  Particle p;
  p.center = center;
  p.radius = radius;
  p.rotation = random.rotation();
  p.shape.inverse_axes[0] = 1 / 1.3f;
  p.shape.inverse_axes[2] = 1.3f;
  p.shape.bound = 1.31f;
  p.grey = 30000;
  return p;
}

}  // namespace

BOOST_AUTO_TEST_CASE(angles_turn_the_axes_back) {
  for (std::uint64_t k = 0; k < 50; ++k) {
    // A covariance with given axes, in z, y, x.
    RandomSequence random(k, Purpose::orientation, 3);
    const auto r = random.rotation();
    const double variance[3] = {9, 4, 1};
    std::array<double, 9> covariance{};
    for (int a = 0; a < 3; ++a)
      for (int b = 0; b < 3; ++b)
        for (int m = 0; m < 3; ++m) covariance[3 * a + b] += variance[m] * r[3 * m + a] * r[3 * m + b];
    const Orientation o = orientation(covariance, false);
    BOOST_TEST(o.elongation == 3.0, boost::test_tools::tolerance(1e-9));
    const double c = pi / 180, cy = std::cos(o.yaw * c), sy = std::sin(o.yaw * c), cp = std::cos(o.pitch * c),
                 sp = std::sin(o.pitch * c), cr = std::cos(o.roll * c), sr = std::sin(o.roll * c);
    // Columns of Rz(yaw) Ry(pitch) Rx(roll): the axes from longest to shortest in x, y, z.
    const double turned[3][3] = {{cy * cp, cy * sp * sr - sy * cr, cy * sp * cr + sy * sr},
                                 {sy * cp, sy * sp * sr + cy * cr, sy * sp * cr - cy * sr},
                                 {-sp, cp * sr, cp * cr}};
    for (int m = 0; m < 3; ++m) {
      double product = 0;
      for (int a = 0; a < 3; ++a) product += turned[a][m] * r[3 * m + 2 - a];
      BOOST_TEST(std::abs(product) == 1.0, boost::test_tools::tolerance(1e-9));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_lone_ellipsoid_has_the_attributes_of_its_closed_forms) {
  const Recipe recipe = cube(200);
  Electrode electrode;
  electrode.particles = {ellipsoid({1e-5, 1e-5, 1e-5}, 4e-6, 4)};
  const TrueParticle t = true_particles(MPI_COMM_SELF, electrode, recipe)[0];
  const double volume = 4 * pi / 3 * 64e-18;
  BOOST_TEST(t.volume == volume, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(t.elongation == 1.69, boost::test_tools::tolerance(1e-5));
  // Knud Thomsen's formula is within 1.1 % of the area.
  const double p = 1.6075, a = 5.2e-6, b = 4e-6, c = 4e-6 / 1.3;
  const double area =
      4 * pi * std::pow((std::pow(a * b, p) + std::pow(a * c, p) + std::pow(b * c, p)) / 3, 1 / p);
  BOOST_TEST(t.outer_surface == area, boost::test_tools::tolerance(0.012));
  BOOST_TEST(t.sphericity == 36 * pi * volume * volume / std::pow(t.outer_surface, 3),
             boost::test_tools::tolerance(1e-6));
  BOOST_TEST(t.ratio == std::cbrt(volume) / std::sqrt(t.outer_surface), boost::test_tools::tolerance(1e-6));
  BOOST_TEST(t.inner_surface == 0);
  BOOST_TEST(t.damage == 0);
  BOOST_TEST(t.contact == 0);
  BOOST_TEST(!t.boundary);
  BOOST_TEST(t.visible == 1.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(t.density == 30000.0);
  BOOST_TEST(t.homogeneity == recipe.image.grain_contrast, boost::test_tools::tolerance(1e-9));
  // The ball of 10 µm about it fits just inside.
  BOOST_TEST(t.packing == volume / (4 * pi / 3 * 1e-15), boost::test_tools::tolerance(0.05));
  const double direction[3] = {electrode.particles[0].rotation[2], electrode.particles[0].rotation[1],
                               electrode.particles[0].rotation[0]};
  const double along_axis = t.axis[0] * direction[0] + t.axis[1] * direction[1] + t.axis[2] * direction[2];
  BOOST_TEST(std::abs(along_axis) == 1.0, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(contact_is_the_share_of_the_shell) {
  // Two balls of radius 3 µm whose centres are 6 µm apart; the shell reaches 1 µm: what is within 4 µm of the
  // one and within 3 µm of the other is a lens.
  const Recipe recipe = cube(200);
  Electrode electrode;
  Particle ball;
  ball.rotation = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  ball.radius = 3e-6;
  ball.center = {1e-5, 1e-5, 6e-6};
  electrode.particles = {ball, ball};
  electrode.particles[1].center[2] = 12e-6;
  const auto truth = true_particles(MPI_COMM_SELF, electrode, recipe);
  const double d = 6, R = 4, r = 3;
  const double lens = pi * std::pow(R + r - d, 2) *
                      (d * d + 2 * d * r - 3 * r * r + 2 * d * R + 6 * r * R - 3 * R * R) / (12 * d);
  const double shell = 4 * pi / 3 * (64 - 27);
  for (const TrueParticle& t : truth) {
    BOOST_TEST(std::abs(t.contact - lens / shell) < 0.01);
    BOOST_TEST(t.nearest == 6e-6, boost::test_tools::tolerance(1e-6));
  }
}

BOOST_AUTO_TEST_CASE(a_void_moves_the_centroid_and_the_grey) {
  const Recipe recipe = cube(200);
  Electrode electrode;
  Particle ball;
  ball.rotation = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  ball.radius = 4e-6;
  ball.center = {1e-5, 1e-5, 1e-5};
  ball.grey = 30000;
  ball.defects = 1;
  electrode.particles = {ball};
  Defect pore;
  pore.center[2] = 0.4f;
  pore.half_width = pore.reach = 0.5f;
  electrode.defects = {pore};
  const TrueParticle t = true_particles(MPI_COMM_SELF, electrode, recipe)[0];
  BOOST_TEST(std::abs(t.damage - 0.125) < 0.002);
  BOOST_TEST(t.volume == 4 * pi / 3 * 64e-18, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(t.centroid[2] == 1e-5 - 0.125 * 0.4 * 4e-6 / 0.875, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(t.centroid[1] == 1e-5, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(t.density == 30000 - 0.125 * 21000, boost::test_tools::tolerance(0.002));
  BOOST_TEST(t.inner_surface == 4 * pi * 4e-12, boost::test_tools::tolerance(0.03));
  BOOST_TEST(t.pores == 1);
  BOOST_TEST(t.cracks == 0);
}

BOOST_AUTO_TEST_CASE(occupancy_agrees_with_looking_at_all) {
  Recipe recipe = cube(64);
  recipe.particles = 30;
  const Electrode electrode = make_electrode(recipe);
  const Occupancy occupancy(electrode);
  RandomSequence random(9, Purpose::position, 0);
  int inside = 0;
  for (int k = 0; k < 5000; ++k) {
    const Point at{random.uniform(-1e-7, 66e-7), random.uniform(-1e-7, 66e-7), random.uniform(-1e-7, 66e-7)};
    int owner = -1;
    double least = 1;
    for (int i = 0; i < 30; ++i) {
      const double s = electrode.particles[static_cast<std::size_t>(i)].scaled_distance(at);
      if (s < least) {
        least = s;
        owner = i;
      }
    }
    BOOST_REQUIRE(occupancy.particle_at(at) == owner);
    inside += owner >= 0;
  }
  BOOST_TEST(inside > 1000);
}

BOOST_AUTO_TEST_CASE(nearest_centroids_agree_with_sorting_all) {
  for (const int n : {1, 2, 5, 7, 400}) {
    for (const bool flat : {false, true}) {
      RandomSequence random(static_cast<std::uint64_t>(n), Purpose::position, flat);
      std::vector<Point> points;
      for (int i = 0; i < n; ++i)
        points.push_back({flat ? 0.5 : random.uniform(), random.uniform(), random.uniform(0, 3)});
      const auto found = nearest_centroids(points, 6);
      for (int i = 0; i < n; ++i) {
        std::vector<std::pair<double, int>> all;
        for (int j = 0; j < n; ++j) {
          const Point d{points[i][0] - points[j][0], points[i][1] - points[j][1],
                        points[i][2] - points[j][2]};
          if (j != i) all.emplace_back(dot(d, d), j);
        }
        std::sort(all.begin(), all.end());
        BOOST_REQUIRE(found[i].size() == std::min<std::size_t>(6, all.size()));
        for (std::size_t k = 0; k < found[i].size(); ++k) BOOST_REQUIRE(found[i][k] == all[k].second);
      }
    }
  }
}
