// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// A ball (cylinder) with a misfit strain in a matrix with a spring between them, and a free ball with a
// radial misfit, against closed forms: displacement of second order for degree 1, of third for degree 2, both
// forms of the interface; the traction; the hydrostatic stress.
#include <boost/test/unit_test.hpp>

#include "tests/solvers/mechanics/body.h"
#include "tests/solvers/mechanics/inclusion.h"
#include "tests/verification_row.h"

using namespace catena;
using catena_test::verification_row;

namespace {

constexpr double misfit = -0.01;

struct Errors {
  double particle, matrix, mean, deviation, most;
};

template <int dim>
Errors bonded(double cells_per_radius, unsigned int degree, double stiffness, MechanicsOptions options,
              double off_centre = 0.) {
  start_petsc();
  const Inclusion<dim> exact{{70, 0.3}, {1, 0.3}, 1.};
  const double traction = exact.spring_traction(misfit, stiffness);
  // An octant, or the whole ball with its centre between the vertices.
  dealii::Point<dim> centre;
  for (int axis = 0; axis < dim; ++axis) centre[axis] = off_centre > 0 ? 1.53 + off_centre * (1 + axis) : 0.;
  const Material material = misfit_material(70, 1, unbreakable(stiffness));
  options.stack_pressure = 0;
  Body<dim> body(
      MPI_COMM_WORLD, [&](const dealii::Point<dim>& p) { return (p - centre).norm() - 1; },
      uniform_mesh<dim>(off_centre > 0 ? 3.06 : 1.53, 1.02 / cells_per_radius * 1.0001, degree), material,
      options);
  const auto displacement = [&](const dealii::Point<dim>& p, Phase phase) {
    return exact.displacement(p - centre, phase, misfit, traction);
  };
  body.mechanics.prescribe(displacement, off_centre == 0);
  const NewtonReport report = body.solve(misfit);
  BOOST_TEST(report.converged, report.failure);
  auto tractions = body.mechanics.traction();
  for (double& t : tractions) t = t * 1e-9 / traction - 1;
  const auto spread = body.spread(tractions);
  const Errors errors{body.displacement_error(Phase::particles, displacement),
                      body.displacement_error(Phase::matrix, displacement), spread.mean, spread.deviation,
                      std::max(spread.most, -spread.least)};
  BOOST_TEST_MESSAGE("dim " << dim << " degree " << degree << " cells/radius " << cells_per_radius << " K "
                            << stiffness << ": " << body.mechanics.description() << "; newton "
                            << report.newton << " linear " << report.linear << "; errors u_p "
                            << errors.particle << " u_m " << errors.matrix << " T mean " << errors.mean
                            << " sd " << errors.deviation << " max " << errors.most);
  return errors;
}

template <int dim>
void check_orders(unsigned int degree, double stiffness, InterfaceForm form, double coarse,
                  double least_order) {
  MechanicsOptions options;
  options.form = form;
  const Errors first = bonded<dim>(coarse, degree, stiffness, options);
  const Errors second = bonded<dim>(2 * coarse, degree, stiffness, options);
  BOOST_TEST(std::log2(first.matrix / second.matrix) > least_order);
  BOOST_TEST(std::log2(first.particle / second.particle) > least_order);
  const std::string name = std::string(dim == 3 ? "misfit ball" : "misfit cylinder") +
                           (form == InterfaceForm::spring ? " on a spring" : " by Nitsche") + ", Q" +
                           std::to_string(degree);
  const std::string mesh = std::to_string(std::lround(2 * coarse)) + " cells a radius";
  verification_row(name, "displacement of the particle in L2", mesh, second.particle,
                   std::log2(first.particle / second.particle));
  verification_row(name, "displacement of the matrix in L2", mesh, second.matrix,
                   std::log2(first.matrix / second.matrix));
  verification_row(name, "traction, mean", mesh, second.mean);
  verification_row(name, "traction, standard deviation", mesh, second.deviation);
  verification_row(name, "traction, most", mesh, second.most);
  BOOST_TEST(std::abs(second.mean) < 0.003);
  BOOST_TEST(second.deviation < 0.01);
  BOOST_TEST(second.most < 0.05);
}

/// A free ball whose misfit strain is e0 + e1 r^2, in next to nothing: the hydrostatic stress is
/// 2 E/(3 (1 - nu)) (mean e - e); in a cylinder E/(3 (1 - nu)) ((1 + nu) mean e - 2 e).
/// (J. Christensen and J. Newman, J. Solid State Electrochem. 10, 293 (2006), doi:10.1007/s10008-006-0095-1.)
template <int dim>
double free_ball(double cells_per_radius, unsigned int degree) {
  start_petsc();
  constexpr double E = 140e9, nu = 0.3, e0 = -0.004, e1 = -0.01;
  dealii::Point<dim> centre;
  for (int axis = 0; axis < dim; ++axis) centre[axis] = 1.3 + 0.01 * axis;
  const Material material = misfit_material(E * 1e-9, 1e-6, unbreakable(1e-6));
  MechanicsOptions options;
  options.stack_pressure = 0;
  options.separator_fixed = true;
  Body<dim> body(
      MPI_COMM_WORLD, [&](const dealii::Point<dim>& p) { return (p - centre).norm() - 1; },
      uniform_mesh<dim>(2.6, 1.0 / cells_per_radius, degree), material, options);
  const auto strain = [&](const dealii::Point<dim>& p) { return e0 + e1 * (p - centre).norm_square(); };
  const auto report = body.mechanics.solve(body.concentration(strain));
  BOOST_TEST(report.converged, report.failure);
  const auto stress = body.mechanics.hydrostatic_stress();
  const double mean = e0 + e1 * dim / (dim + 2.);
  double sums[2] = {0, 0};
  const double* of_cell = stress.data();
  for (const auto& cell : body.particles.cells()) {
    const auto& table = body.particles.table(cell);
    for (unsigned int q = 0; q < table.points; ++q) {
      const double e = strain(body.mesh.place(body.particles.geometry(cell), table.unit_points[q]));
      const double exact =
          dim == 3 ? 2 * E / (3 * (1 - nu)) * (mean - e) : E / (3 * (1 - nu)) * ((1 + nu) * mean - 2 * e);
      double value = 0;
      for (unsigned int i = 0; i < table.shapes; ++i) value += table.values(q)[i] * of_cell[i];
      sums[0] += table.weight[q] * (value - exact) * (value - exact);
      sums[1] += table.weight[q] * exact * exact;
    }
    of_cell += table.shapes;
  }
  MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  BOOST_TEST_MESSAGE("free ball: dim " << dim << " degree " << degree << " cells/radius " << cells_per_radius
                                       << ": newton " << report.newton << " linear " << report.linear
                                       << "; error of the hydrostatic stress "
                                       << std::sqrt(sums[0] / sums[1]));
  return std::sqrt(sums[0] / sums[1]);
}

}  // namespace

BOOST_AUTO_TEST_CASE(linear_cylinder_on_a_spring) { check_orders<2>(1, 100, InterfaceForm::spring, 8, 1.8); }
BOOST_AUTO_TEST_CASE(linear_cylinder_by_nitsche) { check_orders<2>(1, 1e4, InterfaceForm::nitsche, 8, 1.8); }
BOOST_AUTO_TEST_CASE(quadratic_cylinder_on_a_spring) {
  check_orders<2>(2, 100, InterfaceForm::spring, 4, 2.8);
}
BOOST_AUTO_TEST_CASE(quadratic_cylinder_by_nitsche) {
  check_orders<2>(2, 1e4, InterfaceForm::nitsche, 4, 2.8);
}
BOOST_AUTO_TEST_CASE(linear_ball_on_a_spring) { check_orders<3>(1, 100, InterfaceForm::spring, 4, 1.8); }
BOOST_AUTO_TEST_CASE(linear_ball_by_nitsche) { check_orders<3>(1, 1e4, InterfaceForm::nitsche, 4, 1.8); }
BOOST_AUTO_TEST_CASE(quadratic_ball_on_a_spring) { check_orders<3>(2, 100, InterfaceForm::spring, 4, 2.8); }

// The element's noise does not depend much on how the cells are cut, nor does the solver.
BOOST_AUTO_TEST_CASE(wherever_the_interface_cuts) {
  MechanicsOptions options;
  for (const auto form : {InterfaceForm::spring, InterfaceForm::nitsche})
    for (const double off : {1e-5, 0.013, 0.027, 0.044}) {
      options.form = form;
      const Errors errors = bonded<2>(8, 1, form == InterfaceForm::spring ? 100 : 1e4, options, off);
      BOOST_TEST(errors.deviation < 0.02);
      BOOST_TEST(errors.most < 0.08);
    }
}

BOOST_AUTO_TEST_CASE(ghost_penalty_may_vary) {
  MechanicsOptions options;
  options.form = InterfaceForm::spring;
  for (const double weight : {0.003, 0.01, 0.03, 0.1}) {
    options.ghost_weight = weight;
    const Errors errors = bonded<2>(8, 1, 100, options, 0.02);
    BOOST_TEST(errors.deviation < 0.02);
    BOOST_TEST(std::abs(errors.mean) < 0.01);
  }
}

BOOST_AUTO_TEST_CASE(free_cylinder) {
  const double coarse = free_ball<2>(8, 1), fine = free_ball<2>(16, 1);
  BOOST_TEST(coarse < 0.05);
  BOOST_TEST(std::log2(coarse / fine) > 1);
  verification_row("stress by diffusion in a free cylinder, Q1", "sigma_h in L2", "16 cells a radius", fine,
                   std::log2(coarse / fine));
  const double quadratic = free_ball<2>(8, 2);
  BOOST_TEST(quadratic < 0.01);
  verification_row("stress by diffusion in a free cylinder, Q2", "sigma_h in L2", "8 cells a radius",
                   quadratic);
}
BOOST_AUTO_TEST_CASE(free_sphere) {
  const double error = free_ball<3>(5, 1);
  BOOST_TEST(error < 0.1);
  verification_row("stress by diffusion in a free ball, Q1", "sigma_h in L2", "5 cells a radius", error);
}
