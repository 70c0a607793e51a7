// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The matrix that equilibria are preconditioned by: of a spring it is the tangent, product for product, but
// for the floor under its stiffness; with Nitsche's terms its energy is the tangent's or a little more; on a
// worn interface it couples nothing across; where an unknown hangs or is held, the diagonal alone.
#include "solvers/mechanics/near_tangent.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "solvers/cut_cells/check_petsc.h"
#include "tests/solvers/mechanics/body.h"

using namespace catena;

namespace {

template <int dim>
MeshOptions<dim> with_hanging_nodes(unsigned int degree) {
  auto options = uniform_mesh<dim>(4, 0.25, degree);
  options.coarsenings = 1;
  return options;
}

/// A ball in a cube on rollers, its interface intact or worn.
template <int dim>
struct Ball {
  using Vector = typename DisplacementSpace<dim>::Vector;

  Ball(unsigned int degree, double stabilisation, const BilinearCohesiveLaw::Values& law, double opened)
      : mesh(MPI_COMM_WORLD,
             {[](const dealii::Point<dim>& p) {
                dealii::Point<dim> centre;
                for (int axis = 0; axis < dim; ++axis) centre[axis] = 2.03;
                return p.distance(centre) - 0.8;
              },
              [](const dealii::Point<dim>&) { return std::size_t{0}; }},
             with_hanging_nodes<dim>(degree)),
        points(mesh),
        space(mesh),
        bulk(space, {70e9, 0.3}, {1e9, 0.3}, 0.03),
        material(misfit_material(70, 1, law)),
        interface(space, points, bulk, *material.cohesive_law, stabilisation),
        x(space.make_vector()) {
    space.hold_normal(0, false);
    CohesiveState state;
    state.kappa = opened;
    interface.set_accepted(std::vector<CohesiveState>(points.size(), state),
                           std::vector<double>(points.size(), 0));
    const auto places = space.places();
    const auto first = x.local_range().first;
    const auto particles = space.numbering().owned_range(0);
    for (auto i = particles.first; i < particles.second;
         ++i)  // shrinks a little, so that no point is in contact
      x[i] = 1e-3 * (2.03 - places[i - first][(i - first) % dim]);
    x.compress(dealii::VectorOperation::insert);
    interface.evaluate(x);
    matrix = near_tangent(space, bulk, interface);
    for (std::size_t i = 0; i < places.size(); ++i)
      x[first + i] = std::sin(1 + 3 * places[i][0] + 5 * places[i][1] + (first + i) % dim) +
                     ((first + i) * 7919 % 13) * 0.1;
    x.compress(dealii::VectorOperation::insert);
    space.zero_not_free(x);
    BOOST_TEST(x.l2_norm() > 1);
  }
  ~Ball() { (void)MatDestroy(&matrix); }

  Vector product(const Vector& in) const {
    Vector out = space.make_vector();
    check_petsc(MatMult(matrix, in, out));
    return out;
  }
  Vector tangent_product() {
    Vector out = space.make_vector();
    check_petsc(MatMult(bulk.stiffness(), x, out));
    interface.add_tangent(x, 0, out);
    space.zero_not_free(out);
    return out;
  }

  CutMesh<dim> mesh;
  InterfacePoints<dim> points;
  DisplacementSpace<dim> space;
  ElasticBulk<dim> bulk;
  Material material;
  CohesiveInterface<dim> interface;
  Vector x;
  Mat matrix = nullptr;
};

template <int dim>
void check_spring(unsigned int degree) {
  Ball<dim> ball(degree, 0, unbreakable(20), 0);
  auto expected = ball.tangent_product();
  const double scale = expected.l2_norm();
  expected -= ball.product(ball.x);
  BOOST_TEST(expected.l2_norm() / scale < 1e-4);

  int not_free = static_cast<int>(ball.space.not_free().size());
  MPI_Allreduce(MPI_IN_PLACE, &not_free, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
  BOOST_TEST(not_free > 0);
  ball.x = 1;
  auto free = ball.x;
  ball.space.zero_not_free(free);
  ball.x -= free;
  auto product = ball.product(ball.x);
  product.add(-ball.bulk.diagonal(), ball.x);
  BOOST_TEST(product.l2_norm() == 0);
}

template <int dim>
void check_nitsche(unsigned int degree, double stabilisation) {
  {
    Ball<dim> ball(degree, stabilisation, unbreakable(20), 0);
    const double share = (ball.product(ball.x) * ball.x) / (ball.tangent_product() * ball.x);
    BOOST_TEST_MESSAGE("energy over the tangent's: " << share);
    BOOST_TEST(share > 1 - 1e-4);
    BOOST_TEST(share < 1.1);
  }
  Ball<dim> worn(degree, stabilisation, bilinear(20, 0.01, 0.05), 0.1e-6);
  BOOST_TEST(worn.product(worn.x) * worn.x > 0);
  const auto range = worn.space.numbering().owned_range(0);
  auto particle = worn.space.make_vector();
  for (auto i = range.first; i < range.second; ++i) particle[i] = worn.x[i];
  particle.compress(dealii::VectorOperation::insert);
  auto across = worn.product(particle);
  const double whole = across.l2_norm();
  for (auto i = range.first; i < range.second; ++i) across[i] = 0;
  across.compress(dealii::VectorOperation::insert);
  BOOST_TEST_MESSAGE("forces across a worn interface: " << across.l2_norm() / whole);
  BOOST_TEST(across.l2_norm() < 1e-5 * whole);
}

}  // namespace

BOOST_AUTO_TEST_CASE(spring_in_the_plane) {
  start_petsc();
  check_spring<2>(1);
}
BOOST_AUTO_TEST_CASE(nitsche_in_the_plane) {
  start_petsc();
  check_nitsche<2>(2, 200);
}
BOOST_AUTO_TEST_CASE(nitsche_in_space) {
  start_petsc();
  check_nitsche<3>(1, 100);
}
