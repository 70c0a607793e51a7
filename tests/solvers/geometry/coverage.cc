// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Coverages of planes, fields and tables against closed forms, and fields against their fraction and length.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "jobs/run/error.h"
#include "solvers/geometry/field_binder.h"
#include "solvers/geometry/plane_binder.h"
#include "solvers/geometry/random_draws.h"
#include "solvers/geometry/sphere_shapes.h"
#include "solvers/geometry/superellipsoid_shapes.h"
#include "solvers/geometry/table_binder.h"

namespace catena {
namespace {

const auto close = boost::test_tools::tolerance(1e-12);

template <int dim>
double counted(const CarbonBinder<dim>& binder, const ParticleShapes<dim>& shapes, std::size_t k) {
  return binder.CarbonBinder<dim>::coverage(shapes, k);  // not the closed form of a derived class
}

template <int dim>
void plane() {
  Point<dim> box;
  for (int axis = 0; axis < dim; ++axis) box[axis] = 100;
  for (const double f : {0., 0.05, 0.2, 0.5, 0.8, 1.}) {
    BOOST_TEST(coverage_for_offset(offset_for_coverage(f, 4, dim), 4, dim) == f, close);
    for (unsigned int axis = 0; axis < dim; ++axis) {
      Point<dim> center = box / 2;
      center[axis] = 30 + offset_for_coverage(f, 4, dim);
      SphereShapes<dim> shapes(box, {{center, 4}});
      const PlaneBinder<dim> binder(axis, 30);
      measure_coverage<dim>(binder, shapes);
      BOOST_TEST(shapes.particles()[0].coverage == f, close);
      BOOST_TEST(std::abs(counted<dim>(binder, shapes, 0) - f) < 3e-3);
    }
  }
  BOOST_TEST(offset_for_coverage(0.8, 4, 3) == 2.4, close);  // Archimedes: (2 f - 1) R
  BOOST_TEST(coverage_for_offset(9, 4, dim) == 1.);
  BOOST_TEST(coverage_for_offset(-9, 4, dim) == 0.);
}

/// Share of the matrix that is high, over another set of points than the one that chose the threshold.
template <int dim>
double high_share(const CarbonBinder<dim>& binder, const ParticleShapes<dim>& shapes, const Point<dim>& box) {
  RandomDraws draws(11, 11);
  double high = 0, all = 0;
  for (int i = 0; i < 20000; ++i) {
    Point<dim> point;
    for (int axis = 0; axis < dim; ++axis) point[axis] = draws.uniform(0, box[axis]);
    if (shapes.signed_distance(point) < 0) continue;
    ++all;
    high += binder.high(point);
  }
  return high / all;
}

template <int dim>
void table() {
  Point<dim> box;
  for (int axis = 0; axis < dim; ++axis) box[axis] = 40;
  std::vector<Sphere<dim>> spheres;
  std::vector<double> wanted;
  for (int k = 0; k < 4; ++k) {
    Point<dim> center = box / 2;
    center[0] = 5 + 10 * k;
    spheres.push_back({center, 4});
    wanted.push_back(0.1 + 0.3 * k);
  }
  wanted[3] = 1;
  const SphereShapes<dim> shapes(box, spheres);
  dealii::Tensor<1, dim> direction;
  direction[0] = 1;
  direction[dim - 1] = 3;
  const TableBinder<dim> binder(shapes, wanted, direction);
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    BOOST_TEST(binder.coverage(shapes, k) == wanted[k], close);
    BOOST_TEST(std::abs(counted<dim>(binder, shapes, k) - wanted[k]) < 3e-3);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(plane_2d) { plane<2>(); }
BOOST_AUTO_TEST_CASE(plane_3d) { plane<3>(); }
BOOST_AUTO_TEST_CASE(table_2d) { table<2>(); }
BOOST_AUTO_TEST_CASE(table_3d) { table<3>(); }

BOOST_AUTO_TEST_CASE(plane_cuts_a_turned_ellipsoid_through_its_centre) {
  Superellipsoid<3> body;
  body.center = {10, 10, 10};
  body.half_axes = {6, 3, 2};
  body.rotation = rotation_by_angles<3>({10, 35, 20});
  SuperellipsoidShapes<3> shapes({20, 20, 20}, {body});
  measure_coverage<3>(PlaneBinder<3>(2, 10), shapes);
  BOOST_TEST(std::abs(shapes.particles()[0].coverage - 0.5) < 5e-3);

  const dealii::Tensor<1, 3> up = Point<3>(0, 0, 1);
  const TableBinder<3> cones(shapes, {0.3}, up);
  BOOST_TEST(std::abs(cones.coverage(shapes, 0) - 0.3) < 3e-3);
}

BOOST_AUTO_TEST_CASE(field_takes_its_share) {
  const Point<3> box(30, 30, 30);
  const SphereShapes<3> shapes(box, {{{10, 10, 10}, 8}, {{22, 22, 22}, 6}});
  for (const double fraction : {0.2, 0.5, 0.9})
    for (const std::uint64_t seed : {1u, 2u}) {
      const FieldBinder<3> binder(box, shapes, fraction, 4, seed);
      BOOST_TEST(std::abs(high_share<3>(binder, shapes, box) - fraction) < 0.015);
    }
  BOOST_TEST(high_share<3>(FieldBinder<3>(box, shapes, 0, 4, 1), shapes, box) == 0.);
  BOOST_TEST(high_share<3>(FieldBinder<3>(box, shapes, 1, 4, 1), shapes, box) == 1.);

  const SphereShapes<2> discs({30, 20}, {{{10, 10}, 8}});
  BOOST_TEST(std::abs(high_share<2>(FieldBinder<2>({30, 20}, discs, 0.4, 3, 5), discs, {30, 20}) - 0.4) <
             0.015);
}

BOOST_AUTO_TEST_CASE(field_has_its_length) {
  const Point<3> box(400, 400, 400);  // many lengths, so that means over the box are expectations
  const SphereShapes<3> shapes(box, {});
  const FieldBinder<3> binder(box, shapes, 0.5, 5, 3);
  RandomDraws draws(2, 2);
  double square = 0, product[2] = {0, 0};
  const int count = 20000;
  for (int i = 0; i < count; ++i) {
    const Point<3> point(draws.uniform(0, 400), draws.uniform(0, 400), draws.uniform(0, 400));
    const double value = binder.field(point);
    square += value * value;
    product[0] += value * binder.field(point + Point<3>(3, 4, 0));   // r = l
    product[1] += value * binder.field(point + Point<3>(0, 0, 10));  // r = 2 l
  }
  BOOST_TEST(std::abs(square / count / 50 - 1) < 0.05);  // a hundred cosines
  // The modes are a hundred draws, so the correlation is that of the gaussian to about a tenth.
  BOOST_TEST(std::abs(product[0] / square - std::exp(-0.5)) < 0.15);
  BOOST_TEST(std::abs(product[1] / square - std::exp(-2.)) < 0.2);
}

BOOST_AUTO_TEST_CASE(field_depends_on_its_seed_alone) {
  const Point<3> box(30, 30, 30);
  const SphereShapes<3> shapes(box, {{{10, 10, 10}, 8}});
  const FieldBinder<3> one(box, shapes, 0.5, 4, 1), again(box, shapes, 0.5, 4, 1),
      other(box, shapes, 0.5, 4, 2);
  int differ = 0;
  for (int i = 0; i < 100; ++i) {
    const Point<3> point(0.3 * i, 15, 20);
    BOOST_TEST(one.field(point) == again.field(point));
    differ += one.high(point) != other.high(point);
  }
  BOOST_TEST(differ > 10);
  // Every rank has the very same field.
  double value = one.field({1, 2, 3}), least = 0, most = 0;
  MPI_Allreduce(&value, &least, 1, MPI_DOUBLE, MPI_MIN, MPI_COMM_WORLD);
  MPI_Allreduce(&value, &most, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
  BOOST_TEST(least == most);
}

BOOST_AUTO_TEST_CASE(separator_is_a_layer) {
  const PlaneBinder<2> binder(1, 10, 3);
  BOOST_TEST(binder.separator({5, 2.99}));
  BOOST_TEST(!binder.separator({5, 3.01}));
  BOOST_TEST(binder.separator_thickness() == 3.);
  BOOST_TEST(!PlaneBinder<2>(1, 10).separator({5, 0}));
}

BOOST_AUTO_TEST_CASE(bad_tables) {
  const SphereShapes<3> shapes({9, 9, 9}, {{{4, 4, 4}, 2}});
  const dealii::Tensor<1, 3> up = Point<3>(0, 0, 1);
  BOOST_CHECK_THROW(TableBinder<3>(shapes, {0.5, 0.5}, up), InputError);
  BOOST_CHECK_THROW(TableBinder<3>(shapes, {1.5}, up), InputError);
  BOOST_CHECK_THROW(TableBinder<3>(shapes, {0.5}, 0. * up), InputError);
}

}  // namespace catena
