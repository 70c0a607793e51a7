// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The matrix that equilibria are preconditioned by: on an intact interface it is the tangent, product for
// product, but for the floor under its stiffness; where an unknown hangs or is held, the diagonal alone.
#include "solvers/mechanics/near_tangent.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "solvers/cut_cells/check_petsc.h"
#include "tests/solvers/mechanics/body.h"

using namespace catena;

namespace {

template <int dim>
void check(unsigned int degree, double stabilisation) {
  start_petsc();
  auto mesh_options = uniform_mesh<dim>(4, 0.25, degree);
  mesh_options.coarsenings = 1;
  dealii::Point<dim> centre;
  for (int axis = 0; axis < dim; ++axis) centre[axis] = 2.03;
  const CutMesh<dim> mesh(MPI_COMM_WORLD,
                          {[centre](const dealii::Point<dim>& p) { return p.distance(centre) - 0.8; },
                           [](const dealii::Point<dim>&) { return std::size_t{0}; }},
                          mesh_options);
  const InterfacePoints<dim> points(mesh);
  DisplacementSpace<dim> space(mesh);
  space.hold_normal(0, false);
  const ElasticBulk<dim> bulk(space, {70e9, 0.3}, {1e9, 0.3}, 0.03);
  const Material material = misfit_material(70, 1, unbreakable(20));
  CohesiveInterface<dim> interface(space, points, bulk, *material.cohesive_law, stabilisation);
  auto x = space.make_vector(), product = space.make_vector(), expected = space.make_vector();
  interface.evaluate(x);
  Mat matrix = near_tangent(space, bulk, interface);

  const auto places = space.places();
  const auto first = x.local_range().first;
  for (std::size_t i = 0; i < places.size(); ++i)
    x[first + i] = std::sin(1 + 3 * places[i][0] + 5 * places[i][1] + (first + i) % dim) +
                   ((first + i) * 7919 % 13) * 0.1;
  x.compress(dealii::VectorOperation::insert);
  space.zero_not_free(x);
  BOOST_TEST(x.l2_norm() > 1);
  check_petsc(MatMult(matrix, x, product));
  check_petsc(MatMult(bulk.stiffness(), x, expected));
  interface.add_tangent(x, 0, expected);
  space.zero_not_free(expected);
  const double scale = expected.l2_norm();
  expected -= product;
  BOOST_TEST(expected.l2_norm() / scale < 1e-4);

  int not_free = static_cast<int>(space.not_free().size());
  MPI_Allreduce(MPI_IN_PLACE, &not_free, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
  BOOST_TEST(not_free > 0);
  x = 1;
  auto free = x;
  space.zero_not_free(free);
  x -= free;
  check_petsc(MatMult(matrix, x, product));
  product.add(-bulk.diagonal(), x);
  BOOST_TEST(product.l2_norm() == 0);
  check_petsc(MatDestroy(&matrix));
}

}  // namespace

BOOST_AUTO_TEST_CASE(spring_in_the_plane) { check<2>(1, 0); }
BOOST_AUTO_TEST_CASE(nitsche_in_the_plane) { check<2>(2, 200); }
BOOST_AUTO_TEST_CASE(nitsche_in_space) { check<3>(1, 100); }
