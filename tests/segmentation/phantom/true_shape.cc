// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "segmentation/phantom/true_shape.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "segmentation/phantom/draw_shape.h"
#include "segmentation/phantom/principal_axes.h"
#include "segmentation/phantom/true_voids.h"

using namespace catena;

namespace {

constexpr double pi = 3.14159265358979323846;

Recipe cube(std::int64_t n) {
  Recipe recipe;
  recipe.size = {n, n, n};
  recipe.spacing = {1, 1, 1};
  return recipe;
}

Particle ball(const Point& center, double radius) {
  Particle p;
  p.center = center;
  p.radius = radius;
  p.rotation = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  p.shape.bound = 1;
  return p;
}

/// A random particle with strong waves.
Particle rough(const Point& center, double radius, std::uint64_t seed) {
  RandomSequence form(seed, Purpose::shape, 0), turn(seed, Purpose::orientation, 0);
  Recipe::Shape recipe;
  recipe.elongation = 0.2;
  recipe.roughness = 0.05;
  Particle p;
  p.center = center;
  p.radius = radius;
  p.rotation = turn.rotation();
  p.shape = draw_shape(form, recipe);
  return p;
}

TrueShape shape_of(const std::vector<Particle>& particles, std::size_t i, const Recipe& recipe) {
  const VisibleRegion region(recipe);
  return true_shape(particles, i, touching_particles(particles), region,
                    region.planar() ? circle_directions(4096) : turned(sphere_directions(64)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_free_ball_is_exact) {
  const TrueShape s = shape_of({ball({50, 49, 51}, 20)}, 0, cube(100));
  BOOST_TEST(s.volume == 4 * pi / 3 * 8000, boost::test_tools::tolerance(1e-10));
  BOOST_TEST(s.outer_surface == 4 * pi * 400, boost::test_tools::tolerance(1e-7));
  BOOST_TEST(s.cut_surface == 0);
  BOOST_TEST(!s.at_edge);
  const Point expected{50, 49, 51};
  for (int a = 0; a < 3; ++a) {
    BOOST_TEST(std::abs(s.centroid[a] - expected[a]) < 1e-9);
    for (int b = 0; b < 3; ++b) BOOST_TEST(std::abs(s.covariance[3 * a + b] - (a == b ? 80.0 : 0.0)) < 1e-8);
  }
}

BOOST_AUTO_TEST_CASE(a_spheroid_has_its_closed_form_area_and_axes) {
  // Half axes 2, 2, 1 over the cube root of 4; turned.
  Particle p = ball({50, 50, 50}, 20);
  const double scale = std::cbrt(4.0);
  p.shape.inverse_axes[0] = static_cast<float>(scale / 1);
  p.shape.inverse_axes[1] = p.shape.inverse_axes[2] = static_cast<float>(scale / 2);
  p.shape.bound = 2;
  RandomSequence random(1, Purpose::orientation, 5);
  p.rotation = random.rotation();
  const TrueShape s = shape_of({p}, 0, cube(100));
  const double a = 40 / scale, c = 20 / scale, e = std::sqrt(1 - c * c / (a * a));
  const double area = 2 * pi * a * a * (1 + (1 - e * e) / e * std::atanh(e));
  BOOST_TEST(s.volume == 4 * pi / 3 * 8000, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(s.outer_surface == area, boost::test_tools::tolerance(1e-5));
  const PrincipalAxes axes = principal_axes(s.covariance);
  BOOST_TEST(axes.value[0] == a * a / 5, boost::test_tools::tolerance(1e-5));
  BOOST_TEST(axes.value[2] == c * c / 5, boost::test_tools::tolerance(1e-5));
  // The short axis is the first of the particle's own frame.
  const double along_axis = axes.vector[2][0] * p.rotation[0] + axes.vector[2][1] * p.rotation[1] +
                            axes.vector[2][2] * p.rotation[2];
  BOOST_TEST(std::abs(along_axis) == 1.0, boost::test_tools::tolerance(1e-8));
}

BOOST_AUTO_TEST_CASE(a_drawn_shape_has_the_volume_of_its_radius) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const TrueShape s = shape_of({rough({50, 50, 50}, 20, seed)}, 0, cube(100));
    BOOST_TEST(s.volume == 4 * pi / 3 * 8000, boost::test_tools::tolerance(1e-5));
    BOOST_TEST(s.outer_surface > 4 * pi * 400);
  }
}

BOOST_AUTO_TEST_CASE(the_bound_holds_everywhere) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Particle p = rough({0, 0, 0}, 1, seed);
    RandomSequence random(seed, Purpose::noise, 1);
    for (int i = 0; i < 5000; ++i) BOOST_REQUIRE(p.reach(random.direction()) <= p.bound());
  }
}

BOOST_AUTO_TEST_CASE(the_images_faces_cut) {
  // Half a ball: the centre on the first face.
  const TrueShape s = shape_of({ball({0, 50, 50}, 20)}, 0, cube(100));
  BOOST_TEST(s.at_edge);
  BOOST_TEST(s.volume == 2 * pi / 3 * 8000, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(s.outer_surface == 2 * pi * 400, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(s.centroid[0] == 3.0 / 8 * 20, boost::test_tools::tolerance(1e-3));
  // A cap of height 5 cut off.
  const TrueShape cap = shape_of({ball({15, 50, 50}, 20)}, 0, cube(100));
  BOOST_TEST(cap.volume == 4 * pi / 3 * 8000 - pi * 25 * (3 * 20 - 5) / 3,
             boost::test_tools::tolerance(1e-4));
  BOOST_TEST(cap.cut_surface == pi * (400 - 225), boost::test_tools::tolerance(5e-3));
  BOOST_TEST(cap.outer_surface == 4 * pi * 400 - 2 * pi * 20 * 5, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(cap.whole_volume == 4 * pi / 3 * 8000, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(the_field_of_view_cuts) {
  Recipe recipe = cube(100);
  recipe.image.field_of_view = 0.8;
  const VisibleRegion region(recipe);
  BOOST_TEST(region.volume() == 100 * pi * 1600, boost::test_tools::tolerance(1e-4));
  BOOST_TEST(region.contains({50, 50, 89}));
  BOOST_TEST(!region.contains({50, 50, 91}));
  const TrueShape s = shape_of({ball({50, 50, 85}, 10)}, 0, recipe);
  BOOST_TEST(s.at_view);
  BOOST_TEST(!s.at_edge);
  BOOST_TEST(s.volume < s.whole_volume);
  // Against counting points.
  int inside = 0, all = 0;
  RandomSequence random(1, Purpose::position, 0);
  for (int i = 0; i < 400000; ++i) {
    const Point x{random.uniform(40, 60), random.uniform(40, 60), random.uniform(75, 95)};
    const Point d{x[0] - 50, x[1] - 50, x[2] - 85};
    if (dot(d, d) > 100) continue;
    ++all;
    inside += region.contains(x);
  }
  BOOST_TEST(std::abs(s.volume / s.whole_volume - inside / static_cast<double>(all)) < 0.005);
}

BOOST_AUTO_TEST_CASE(touching_particles_share_a_flat) {
  // Two balls of radius 20, 36 apart: each loses a cap of height 2.
  const std::vector<Particle> two{ball({50, 50, 30}, 20), ball({50, 50, 66}, 20)};
  for (std::size_t i = 0; i < 2; ++i) {
    const TrueShape s = shape_of(two, i, cube(100));
    BOOST_TEST(s.volume == 4 * pi / 3 * 8000 - pi * 4 * (3 * 20 - 2) / 3, boost::test_tools::tolerance(1e-4));
    BOOST_TEST(s.outer_surface == 4 * pi * 400 - 2 * pi * 20 * 2 + pi * (400 - 324),
               boost::test_tools::tolerance(1e-3));
  }
}

BOOST_AUTO_TEST_CASE(a_disc_in_a_flat_image) {
  Recipe recipe = cube(100);
  recipe.size[0] = 1;
  const TrueShape s = shape_of({ball({0.5, 50, 50}, 20)}, 0, recipe);
  BOOST_TEST(s.volume == pi * 400, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(s.outer_surface == 2 * pi * 20, boost::test_tools::tolerance(1e-7));
  BOOST_TEST(s.covariance[4] == 100.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(s.covariance[0] == 1.0 / 12, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(lines_agree_with_the_quadrature_and_with_closed_forms) {
  const Recipe recipe = cube(100);
  const VisibleRegion region(recipe);
  Electrode electrode;
  electrode.particles = {ball({50, 50, 50}, 20)};
  // A round pore of half the radius, off the centre: an eighth of the volume, a quarter of the surface.
  Defect pore;
  pore.center[1] = 0.2f;
  pore.half_width = pore.reach = 0.5f;
  electrode.defects = {pore};
  electrode.particles[0].defects = 1;
  const Contacts contacts = touching_particles(electrode.particles);
  const TrueVoids voids = true_voids(electrode, 0, contacts, region, 1.0);
  BOOST_TEST(std::abs(voids.share - 0.125) < 0.002);
  BOOST_TEST(voids.volume == 4 * pi / 3 * 8000, boost::test_tools::tolerance(0.005));
  BOOST_TEST(voids.surface == 4 * pi * 400, boost::test_tools::tolerance(0.01));
  BOOST_TEST(voids.inner_surface == 4 * pi * 100, boost::test_tools::tolerance(0.03));

  // A plane crack through the centre, of constant width 0.1 radii: a slab.
  Defect crack;
  crack.kind = Defect::sheet;
  crack.normal[0] = 0.6f;
  crack.normal[2] = 0.8f;
  crack.half_width = 0.05f;
  crack.reach = 2;
  electrode.defects = {crack};
  const TrueVoids slab = true_voids(electrode, 0, contacts, region, 1.0);
  const double share = (2 * 0.05 - 2 * std::pow(0.05, 3) / 3) * 3 / 4;
  BOOST_TEST(std::abs(slab.share - share) < 0.002);
  // Its two walls, less the strip of the ball's surface at its mouth.
  const double inner = 400 * (2 * pi * (1 - 0.0025) - 2 * pi * 0.1);
  BOOST_TEST(slab.inner_surface == inner, boost::test_tools::tolerance(0.03));
}

BOOST_AUTO_TEST_CASE(lines_and_quadrature_agree_on_clipped_rough_particles) {
  const Recipe recipe = cube(100);
  const VisibleRegion region(recipe);
  Electrode electrode;
  electrode.particles = {rough({12, 50, 40}, 18, 1), rough({20, 50, 72}, 17, 2), rough({14, 80, 52}, 17, 3)};
  const Contacts contacts = touching_particles(electrode.particles);
  for (std::size_t i = 0; i < 3; ++i) {
    const TrueShape shape = shape_of(electrode.particles, i, recipe);
    const TrueVoids lines = true_voids(electrode, i, contacts, region, 0.5, 6000);
    BOOST_TEST(lines.volume == shape.volume, boost::test_tools::tolerance(0.005));
    BOOST_TEST(lines.surface == shape.outer_surface + shape.cut_surface, boost::test_tools::tolerance(0.01));
  }
}
