// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Packings keep their gaps, are the same always, and say when they do not fit.
#include <mpi.h>

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "jobs/run/error.h"
#include "solvers/geometry/sphere_packing.h"

namespace catena {
namespace {

template <int dim>
void check(const std::vector<Sphere<dim>>& spheres, const Point<dim>& box, double gap, double bottom) {
  for (std::size_t i = 0; i < spheres.size(); ++i) {
    for (int axis = 0; axis < dim; ++axis) {
      const double low = axis == dim - 1 ? bottom : 0;
      BOOST_TEST(spheres[i].center[axis] - spheres[i].radius - low > gap * (1 - 1e-9));
      BOOST_TEST(box[axis] - spheres[i].center[axis] - spheres[i].radius > gap * (1 - 1e-9));
    }
    for (std::size_t j = 0; j < i; ++j)
      BOOST_TEST(spheres[i].center.distance(spheres[j].center) >
                 spheres[i].radius + spheres[j].radius + gap * (1 - 1e-9));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(random_packings) {
  for (const std::int64_t count : {3, 27, 125}) {
    PackingRecipe recipe;
    recipe.count = count;
    recipe.spread = 0.2;
    recipe.gap = recipe.margin = 1;
    const std::vector<double> radii = packing_radii(recipe);
    const double edge = std::cbrt(static_cast<double>(count) * 268 / 0.15);
    const Point<3> box(edge, edge, edge + 5);
    const auto spheres = pack_spheres<3>(recipe, radii, box, 5);
    BOOST_TEST(static_cast<std::int64_t>(spheres.size()) == count);
    check<3>(spheres, box, recipe.gap, 5);
    const auto again = pack_spheres<3>(recipe, radii, box, 5);
    recipe.seed = 2;
    const auto other = pack_spheres<3>(recipe, radii, box, 5);
    double moved = 0;
    for (std::size_t k = 0; k < spheres.size(); ++k) {
      BOOST_TEST(spheres[k].center.distance(again[k].center) == 0.);
      moved += spheres[k].center.distance(other[k].center);
    }
    BOOST_TEST(moved > 1.);
    double sum = 0, least = 0, most = 0;
    for (const auto& sphere : spheres) sum += sphere.center.norm();
    MPI_Allreduce(&sum, &least, 1, MPI_DOUBLE, MPI_MIN, MPI_COMM_WORLD);
    MPI_Allreduce(&sum, &most, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    BOOST_TEST(least == most);
  }
}

BOOST_AUTO_TEST_CASE(dense_discs) {
  PackingRecipe recipe;
  recipe.count = 60;
  recipe.gap = recipe.margin = 0.5;
  const double edge = std::sqrt(60 * std::acos(-1.) * 16 / 0.5);
  check<2>(pack_spheres<2>(recipe, packing_radii(recipe), {edge, edge}), {edge, edge}, 0.5, 0);
}

BOOST_AUTO_TEST_CASE(radii_have_mean_and_spread) {
  PackingRecipe recipe;
  recipe.count = 20000;
  recipe.spread = 0.2;
  double sum = 0, square = 0;
  for (const double radius : packing_radii(recipe)) {
    BOOST_TEST(std::abs(radius - 4) <= 1.6 * (1 + 1e-12));
    sum += radius - 4;
    square += (radius - 4) * (radius - 4);
  }
  BOOST_TEST(std::abs(sum / 20000) < 0.02);
  // A normal distribution cut off at two standard deviations has 0.8796 of it.
  BOOST_TEST(std::abs(std::sqrt(square / 20000) / (0.8796 * 0.8) - 1) < 0.02);
}

BOOST_AUTO_TEST_CASE(grids_and_rows) {
  for (const std::int64_t count : {3, 8, 27, 125}) {
    PackingRecipe recipe;
    recipe.arrangement = "grid";
    recipe.count = count;
    recipe.gap = recipe.margin = 1;
    const double edge = 11 * std::ceil(std::cbrt(static_cast<double>(count)) - 1e-9);
    const Point<3> box(edge, edge, edge);
    check<3>(pack_spheres<3>(recipe, packing_radii(recipe), box), box, 1, 0);
    recipe.jitter = 0;
    if (count == 8) {
      const auto spheres = pack_spheres<3>(recipe, packing_radii(recipe), box);
      BOOST_TEST(spheres[7].center.distance(Point<3>(16.25, 16.25, 16.25)) < 1e-9);
    }
  }
  PackingRecipe row;
  row.arrangement = "row";
  row.count = 3;
  row.gap = row.margin = 1;
  const auto spheres = pack_spheres<2>(row, packing_radii(row), {36, 12});
  check<2>(spheres, {36, 12}, 1, 0);
  BOOST_TEST(spheres[1].center.distance(Point<2>(18, 6)) < 1e-12);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit) {
  PackingRecipe recipe;
  recipe.count = 8;
  recipe.gap = recipe.margin = 1;
  const std::vector<double> radii = packing_radii(recipe);
  recipe.arrangement = "grid";
  BOOST_CHECK_THROW(pack_spheres<3>(recipe, radii, {18, 18, 18}), InputError);
  recipe.arrangement = "random";
  BOOST_CHECK_THROW(pack_spheres<3>(recipe, radii, {9, 40, 40}), InputError);   // one does not fit
  BOOST_CHECK_THROW(pack_spheres<3>(recipe, radii, {16, 16, 16}), InputError);  // eight do not
}

}  // namespace catena
