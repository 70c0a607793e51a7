// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// A ball (cylinder) that shrinks away from its matrix: onset, softening, full debonding, and back, against
// the closed form of a bilinear law in series with the elasticity of both sides. Damage is even over the
// surface and does not come before its time.
#include <boost/test/unit_test.hpp>

#include "tests/solvers/mechanics/body.h"
#include "tests/solvers/mechanics/inclusion.h"
#include "tests/solvers/mechanics/series_debonding.h"
#include "tests/verification_row.h"

using namespace catena;

namespace {

template <int dim>
void debond(double cells_per_radius, unsigned int degree, double stiffness, InterfaceForm form) {
  start_petsc();
  const Inclusion<dim> exact{{70, 0.3}, {1, 0.3}, 1.};
  SeriesDebonding law{exact.series(), stiffness, 0.02, 0.05};
  auto values = bilinear(stiffness, 0.02, 0.05);
  values.residual = 2e-4 / stiffness;
  const Material material = misfit_material(70, 1, values);
  MechanicsOptions options;
  options.form = form;
  options.stack_pressure = 0;
  Body<dim> body(
      MPI_COMM_WORLD, [](const dealii::Point<dim>& p) { return p.norm() - 1; },
      uniform_mesh<dim>(1.53, 1.02 / cells_per_radius * 1.0001, degree), material, options);
  double misfit = 0, opening = 0, of_traction = 0, of_dissipation = 0, uneven = 0;
  const auto displacement = [&](const dealii::Point<dim>& p, Phase phase) {
    return exact.displacement(p, phase, misfit, exact.traction(misfit, opening));
  };
  body.mechanics.prescribe(displacement, true);
  BOOST_TEST_MESSAGE(dim << "-D, degree " << degree << ", K " << stiffness << ", "
                         << body.mechanics.description());
  // In units of the demand at which damage begins; the last ones beyond full debonding, then closed and
  // reopened.
  const double end = law.failure / law.onset_demand();
  for (const double share : {0.5, 0.9, 0.5 + 0.5 * end, 0.3, 0.2 + 0.8 * end, 1.1 * end, 0.01, 1.2 * end}) {
    misfit = -share * law.onset_demand() / exact.demand(-1.);
    opening = law.open(exact.demand(misfit));
    const NewtonReport report = body.solve(misfit);
    BOOST_TEST(report.converged, report.failure);
    BOOST_TEST(report.newton < 25);
    body.mechanics.accept();
    const auto traction = body.spread(body.mechanics.traction()), gap = body.spread(body.mechanics.opening());
    const auto w = body.spread(body.mechanics.dissipation()), d = body.spread(body.mechanics.damage());
    const double T = exact.traction(misfit, opening) * 1e9;
    BOOST_TEST_MESSAGE("demand/onset " << share << ": newton " << report.newton << " linear " << report.linear
                                       << " T/T0 " << traction.mean / 0.02e9 << " (exact " << T / 0.02e9
                                       << ", sd " << traction.deviation / 0.02e9 << "), w " << w.mean << " ["
                                       << w.least << ", " << w.most << "] (exact " << law.dissipation()
                                       << "), d " << d.mean << " [" << d.least << ", " << d.most
                                       << "] (exact " << law.loss() << "), margin "
                                       << body.mechanics.least_margin());
    BOOST_TEST(std::abs(traction.mean - T) < 0.03 * 0.02e9);
    BOOST_TEST(std::abs(gap.mean - opening * 1e-6) < 0.01 * law.failure * 1e-6);
    BOOST_TEST(std::abs(w.mean - law.dissipation()) < 0.01);
    BOOST_TEST(w.deviation < 0.01);
    if (law.dissipation() == 0) BOOST_TEST(d.most == 0);
    of_traction = std::max(of_traction, std::abs(traction.mean - T) / 0.02e9);
    of_dissipation = std::max(of_dissipation, std::abs(w.mean - law.dissipation()));
    uneven = std::max(uneven, w.deviation);
  }
  const std::string name = std::string("debonding ") + (dim == 3 ? "ball" : "cylinder") +
                           ", bilinear, K R/E_m " + std::to_string(std::lround(stiffness)) + ", Q" +
                           std::to_string(degree) +
                           (form == InterfaceForm::spring    ? ", spring"
                            : form == InterfaceForm::nitsche ? ", Nitsche"
                                                             : "");
  const std::string mesh = std::to_string(std::lround(cells_per_radius)) + " cells a radius";
  catena_test::verification_row(name, "traction on the path, most, of T_0", mesh, of_traction);
  catena_test::verification_row(name, "dissipation w, most, absolute", mesh, of_dissipation);
  catena_test::verification_row(name, "w over the surface, standard deviation", mesh, uneven);
}

}  // namespace

BOOST_AUTO_TEST_CASE(cylinder_on_a_spring) { debond<2>(8, 1, 20, InterfaceForm::spring); }
BOOST_AUTO_TEST_CASE(cylinder_by_nitsche) { debond<2>(8, 1, 20, InterfaceForm::nitsche); }
BOOST_AUTO_TEST_CASE(cylinder_with_a_stiff_interface) { debond<2>(8, 1, 1000, InterfaceForm::automatic); }
BOOST_AUTO_TEST_CASE(quadratic_cylinder) { debond<2>(4, 2, 20, InterfaceForm::automatic); }
BOOST_AUTO_TEST_CASE(sphere) { debond<3>(6, 1, 20, InterfaceForm::automatic); }
