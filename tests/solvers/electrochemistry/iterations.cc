// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The linear solver's work in one Newton step depends little on the mesh, the number of particles, their
// degree, and how badly a part of the matrix conducts, and a preconditioner is kept as long as it serves.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "solvers/cut_cells/kept_preconditioner.h"
#include "tests/solvers/electrochemistry/small_electrode.h"

using namespace catena;

namespace {

constexpr double radius = 4;

/// `counts` discs or balls along each axis, off the mesh's symmetries; above the middle matrix of high
/// conductivity.
template <int dim>
SmallElectrode<dim> grid_of_particles(const std::array<unsigned int, dim>& counts, double fine_cell,
                                      unsigned int degree = 1) {
  const double pitch = 2 * radius + 4;
  dealii::Point<dim> box;
  unsigned int all = 1;
  for (int axis = 0; axis < dim; ++axis) {
    box[axis] = pitch * counts[axis];
    all *= counts[axis];
  }
  std::vector<Sphere<dim>> spheres(all);
  for (unsigned int k = 0; k < all; ++k) {
    spheres[k].radius = radius;
    unsigned int rest = k;
    for (int axis = 0; axis < dim; ++axis) {
      spheres[k].center[axis] = pitch * (rest % counts[axis] + 0.5) + 0.11 * (axis + 1);
      rest /= counts[axis];
    }
  }
  SmallElectrode<dim> electrode(box, spheres, fine_cell, degree, dim - 1, box[dim - 1] / 2);
  electrode.options.direct_below = 0;
  electrode.mesh_options.coarsenings = 2;
  return electrode;
}

/// Linear iterations of a Newton step: the mean over the steps in which a charge begins.
template <int dim>
double iterations(SmallElectrode<dim> electrode, const char* what) {
  electrode.build();
  const double current = electrode.rated(5);
  const NewtonReport start = electrode.model->start(electrode.current(current), electrode.u);
  BOOST_TEST(start.converged, start.failure);
  double newton = 0, linear = 0;
  for (const double dt : {1., 3., 10., 10., 10.}) {
    const auto report = electrode.step(dt, electrode.current(current));
    BOOST_TEST(report.converged, report.failure);
    newton += report.newton;
    linear += report.linear;
  }
  BOOST_TEST_MESSAGE(what << ": " << electrode.model->numbering().size() << " unknowns, " << newton
                          << " Newton steps, " << linear / newton << " linear iterations each");
  BOOST_TEST(linear <= 25 * newton);
  return linear / newton;
}

SmallElectrode<2> with_contrast(double contrast) {
  auto electrode = grid_of_particles<2>({3, 1}, 0.5);
  electrode.material.high_conductivity = 10;
  electrode.material.low_conductivity = 10 / contrast;
  return electrode;
}

/// What iterations may grow by.
constexpr double growth = 4. / 3;

}  // namespace

BOOST_AUTO_TEST_CASE(finer_meshes) {
  const double coarse = iterations(grid_of_particles<2>({3, 1}, 1.), "3 discs, 4 cells a radius");
  BOOST_TEST(iterations(grid_of_particles<2>({3, 1}, 0.5), "3 discs, 8 cells a radius") <= growth * coarse);
  BOOST_TEST(iterations(grid_of_particles<2>({3, 1}, 0.25), "3 discs, 16 cells a radius") <= growth * coarse);
  const double ball = iterations(grid_of_particles<3>({1, 1, 1}, 1.), "1 ball, 4 cells a radius");
  BOOST_TEST(iterations(grid_of_particles<3>({1, 1, 1}, 0.5), "1 ball, 8 cells a radius") <= growth * ball);
}

BOOST_AUTO_TEST_CASE(more_particles) {
  const double few = iterations(grid_of_particles<2>({3, 1}, 1.), "3 discs");
  BOOST_TEST(iterations(grid_of_particles<2>({9, 3}, 1.), "27 discs") <= growth * few);
  BOOST_TEST(iterations(grid_of_particles<2>({25, 5}, 1.), "125 discs") <= growth * few);
  const double one = iterations(grid_of_particles<3>({1, 1, 1}, 1.), "1 ball");
  BOOST_TEST(iterations(grid_of_particles<3>({2, 2, 2}, 1.), "8 balls") <= growth * one);
}

BOOST_AUTO_TEST_CASE(bad_conductors) {
  const double even = iterations(with_contrast(1), "one conductivity");
  BOOST_TEST(iterations(with_contrast(1e2), "conductivities 1 : 100") <= growth * even);
  BOOST_TEST(iterations(with_contrast(1e4), "conductivities 1 : 10000") <= growth * even);
}

BOOST_AUTO_TEST_CASE(quadratic_elements) {
  iterations(grid_of_particles<2>({2, 1}, 0.5, 2), "2 discs, quadratic");
}

BOOST_AUTO_TEST_CASE(a_preconditioner_is_kept_while_it_serves) {
  KeptPreconditioner kept(20);
  BOOST_TEST(kept.worn());
  kept.renewed();
  BOOST_TEST(kept.patience(4, 200) == 200);
  // Five iterations for a tenth, give or take one in turn, are what it usually needs, and cost nothing.
  for (int k = 0; k < 100; ++k) {
    kept.used(k % 2 ? 11 : 9, 2);
    BOOST_TEST(!kept.worn());
  }
  // A solve of 10 more than usual is half of what making it costs; in the next there is patience for as many.
  kept.used(20, 2);
  BOOST_TEST(!kept.worn());
  const int patience = kept.patience(2, 200);
  BOOST_TEST(patience > 18);
  BOOST_TEST(patience < 24);
  kept.used(patience, 2);
  BOOST_TEST(kept.worn());
  kept.renewed();
  BOOST_TEST(!kept.worn());
  kept.forget();
  BOOST_TEST(kept.worn());
}

BOOST_AUTO_TEST_CASE(where_multigrid_fails_a_factorisation_stands_in) {
  auto electrode = with_contrast(1e4);
  electrode.options.prefix = "lame_";
  PetscOptionsSetValue(nullptr, "-lame_fieldsplit_potentials_pc_type", "none");
  electrode.build();
  const double current = electrode.rated(5);
  const auto start = electrode.model->start(electrode.current(current), electrode.u);
  BOOST_TEST(start.converged, start.failure);
  int linear = start.linear;
  for (const double dt : {1., 3., 10., 10., 10.}) {
    const auto report = electrode.step(dt, electrode.current(current));
    BOOST_TEST(report.converged, report.failure);
    linear += report.linear;
  }
  // Of some 25 systems the first, the second and the seventh try what fails after 200 iterations.
  BOOST_TEST(linear > 600);
  BOOST_TEST(linear < 800);
}
