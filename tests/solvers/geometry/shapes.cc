// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Level sets of listed particles against closed forms; the tree of candidates against asking all of them.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "jobs/run/error.h"
#include "solvers/geometry/even_directions.h"
#include "solvers/geometry/random_draws.h"
#include "solvers/geometry/sphere_shapes.h"
#include "solvers/geometry/superellipsoid_shapes.h"

namespace catena {
namespace {

template <int dim>
Point<dim> drawn_point(RandomDraws& draws, const Point<dim>& box) {
  Point<dim> point;
  for (int axis = 0; axis < dim; ++axis) point[axis] = draws.uniform(0, box[axis]);
  return point;
}

template <int dim>
void compare_with_all(const ParticleShapes<dim>& shapes, const Point<dim>& box) {
  RandomDraws draws(5, 5);
  std::vector<Point<dim>> points;
  std::vector<double> values;
  for (int i = 0; i < 1000; ++i) points.push_back(drawn_point(draws, box));
  shapes.evaluate(points, values);
  BOOST_REQUIRE_EQUAL(values.size(), points.size());
  int wrong = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    double least = std::numeric_limits<double>::infinity();
    std::size_t nearest = 0;
    for (std::size_t k = 0; k < shapes.size(); ++k) {
      const double distance = shapes.particle_distance(k, points[i]);
      if (distance < least) least = distance, nearest = k;
    }
    wrong += values[i] != least || shapes.nearest(points[i]) != nearest ||
             shapes.distance_to_others(nearest, points[i]) < least;
  }
  BOOST_TEST(wrong == 0);
}

template <int dim>
void spheres_closed_form() {
  Point<dim> box;
  for (int axis = 0; axis < dim; ++axis) box[axis] = 20 + 5 * axis;
  RandomDraws draws(3, 3);
  std::vector<Sphere<dim>> spheres;
  for (int k = 0; k < 100; ++k) spheres.push_back({drawn_point(draws, box), draws.uniform(0.2, 0.6)});
  const SphereShapes<dim> shapes(box, spheres);
  compare_with_all<dim>(shapes, box);
  for (std::size_t k = 0; k < shapes.size(); ++k) {
    BOOST_TEST(shapes.particles()[k].id == static_cast<std::int64_t>(k + 1));
    Point<dim> on = spheres[k].center;
    on[1] += 2 * spheres[k].radius;
    BOOST_TEST(shapes.particle_distance(k, on) == spheres[k].radius, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(shapes.particle_distance(k, spheres[k].center) == -spheres[k].radius);
    double area = 0, farthest = 0;
    dealii::Tensor<1, dim> mean;
    for (const auto& at : shapes.surface_points(k, 500)) {
      farthest = std::max(farthest, std::abs(shapes.particle_distance(k, at.point)));
      area += at.area;
      mean += at.area * (at.point - spheres[k].center);
    }
    BOOST_TEST(farthest < 1e-12);
    BOOST_TEST(area == unit_surface<dim>() * std::pow(spheres[k].radius, dim - 1),
               boost::test_tools::tolerance(1e-12));
    BOOST_TEST(mean.norm() < 4e-3 * area * spheres[k].radius);
  }
}

/// Volume inside by counting, surface by its points, both over the closed form.
template <int dim>
double counted_volume(const ParticleShapes<dim>& shapes, const Point<dim>& box, int cells) {
  double inside = 0, all = 1;
  for (int axis = 0; axis < dim; ++axis) all *= cells;
  for (int i = 0; i < static_cast<int>(all); ++i) {
    Point<dim> point;
    for (int axis = 0, rest = i; axis < dim; ++axis, rest /= cells)
      point[axis] = box[axis] * (rest % cells + 0.5) / cells;
    if (shapes.signed_distance(point) < 0) ++inside;
  }
  double volume = inside / all;
  for (int axis = 0; axis < dim; ++axis) volume *= box[axis];
  return volume;
}

Superellipsoid<3> body(double m, double n) {
  Superellipsoid<3> b;
  b.center = {6, 5.5, 5};
  b.half_axes = {4, 3, 2};
  b.exponent = m;
  b.axial_exponent = n;
  b.rotation = rotation_by_angles<3>({30, 20, -40});
  return b;
}

}  // namespace

BOOST_AUTO_TEST_CASE(spheres_2d) { spheres_closed_form<2>(); }
BOOST_AUTO_TEST_CASE(spheres_3d) { spheres_closed_form<3>(); }

BOOST_AUTO_TEST_CASE(nothing) {
  const SphereShapes<3> shapes({1, 1, 1}, {});
  BOOST_TEST(std::isinf(shapes.signed_distance({0.5, 0.5, 0.5})));
}

BOOST_AUTO_TEST_CASE(outside_the_box_is_allowed) {
  const SphereShapes<3> shapes({10, 10, 10}, {{{3, 5, 5}, 1}, {{7, 5, 5}, 1}});
  BOOST_TEST(shapes.signed_distance({-1e-9, 5, 5}) == 2., boost::test_tools::tolerance(1e-8));
  BOOST_TEST(shapes.signed_distance({12, 5, 5}) == 4., boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(superellipsoid_volumes) {
  const Point<3> box(12, 11, 10);
  for (const auto& [m, n] : {std::make_pair(2., 2.), std::make_pair(4., 3.), std::make_pair(2., 8.)}) {
    const SuperellipsoidShapes<3> shapes(box, {body(m, n)});
    BOOST_TEST(counted_volume<3>(shapes, box, 100) == shapes.particles()[0].volume,
               boost::test_tools::tolerance(3e-3));
  }
  BOOST_TEST(body(2, 2).volume() == 4. / 3 * std::acos(-1.) * 24, boost::test_tools::tolerance(1e-12));

  Superellipsoid<2> flat;
  flat.center = {5, 5};
  flat.half_axes = {4, 2};
  flat.exponent = 5;
  flat.rotation = rotation_by_angles<2>({25, 0, 0});
  const SuperellipsoidShapes<2> discs({10, 10}, {flat});
  BOOST_TEST(counted_volume<2>(discs, {10, 10}, 1000) == flat.volume(), boost::test_tools::tolerance(1e-3));
}

/// The closest point of an ellipsoid to a point at distance d along its normal is where the normal stands.
BOOST_AUTO_TEST_CASE(superellipsoid_distance_is_of_first_order) {
  const SuperellipsoidShapes<3> shapes({12, 11, 10}, {body(2, 2)});
  double worst[2] = {0, 0};
  for (const auto& at : shapes.surface_points(0, 300)) {
    BOOST_TEST(std::abs(shapes.particle_distance(0, at.point)) < 1e-12);
    dealii::Tensor<1, 3> normal;
    for (unsigned int axis = 0; axis < 3; ++axis) {
      Point<3> above = at.point, below = at.point;
      above[axis] += 1e-5;
      below[axis] -= 1e-5;
      normal[axis] = (shapes.signed_distance(above) - shapes.signed_distance(below)) / 2e-5;
    }
    BOOST_TEST(normal.norm() == 1., boost::test_tools::tolerance(1e-6));
    for (const int i : {0, 1}) {
      const double d = i == 0 ? 0.1 : 0.05;
      worst[i] = std::max(worst[i], std::abs(shapes.signed_distance(at.point + d * normal) - d));
    }
  }
  BOOST_TEST(worst[0] < 0.02);
  BOOST_TEST(worst[0] / worst[1] > 3.);  // the error of a first-order distance falls with its square
}

BOOST_AUTO_TEST_CASE(superellipsoid_surface) {
  Superellipsoid<3> oblate = body(2, 2);
  oblate.half_axes = {4, 4, 2};
  const double e = std::sqrt(1 - 0.25);
  const double surface = 2 * std::acos(-1.) * 16 * (1 + (1 - e * e) / e * std::atanh(e));
  const SuperellipsoidShapes<3> shapes({12, 11, 10}, {oblate});
  double area = 0;
  for (const auto& at : shapes.surface_points(0, 5000)) area += at.area;
  BOOST_TEST(area == surface, boost::test_tools::tolerance(2e-3));
}

BOOST_AUTO_TEST_CASE(superellipsoid_candidates) {
  const Point<3> box(40, 40, 40);
  RandomDraws draws(7, 7);
  std::vector<Superellipsoid<3>> bodies;
  for (int k = 0; k < 60; ++k) {
    bodies.push_back(body(draws.uniform(2, 6), draws.uniform(2, 6)));
    bodies.back().center = drawn_point<3>(draws, box);
    bodies.back().rotation =
        rotation_by_angles<3>({draws.uniform(0, 360), draws.uniform(0, 90), draws.uniform(0, 90)});
  }
  compare_with_all<3>(SuperellipsoidShapes<3>(box, bodies), box);
}

BOOST_AUTO_TEST_CASE(rotation_rows_are_the_axes) {
  const auto rows = rotation_by_angles<3>({90, 0, 0});
  BOOST_TEST(rows[0][1] == 1., boost::test_tools::tolerance(1e-12));  // x turned by yaw about z is y
  const auto turned = rotation_by_angles<3>({30, 20, -40});
  const dealii::Tensor<2, 3> product = turned * dealii::transpose(turned);
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) BOOST_TEST(std::abs(product[i][j] - (i == j)) < 1e-12);
  BOOST_TEST(dealii::determinant(turned) == 1., boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(bad_superellipsoids) {
  Superellipsoid<3> bad = body(2, 2);
  bad.half_axes[1] = 0;
  BOOST_CHECK_THROW(SuperellipsoidShapes<3>({9, 9, 9}, {bad}), InputError);
  BOOST_CHECK_THROW(SuperellipsoidShapes<3>({9, 9, 9}, {body(1.5, 2)}), InputError);
  BOOST_CHECK_THROW(SuperellipsoidShapes<3>({9, 9, 9}, {body(2, 11)}), InputError);
}

}  // namespace catena
