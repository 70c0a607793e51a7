// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The same electrode on one rank and on all: damage, opening, traction and stress agree to 1e-7, through
// softening.
#include <boost/test/unit_test.hpp>

#include "tests/solvers/mechanics/body.h"

using namespace catena;

namespace {

/// Means over each particle after each step of a history.
template <int dim>
std::vector<double> history(MPI_Comm comm, const std::vector<dealii::Point<dim>>& centres, double radius,
                            const MeshOptions<dim>& mesh_options, InterfaceForm form) {
  start_petsc();
  const auto nearest = [&](const dealii::Point<dim>& p) {
    std::size_t best = 0;
    for (std::size_t k = 1; k < centres.size(); ++k)
      if (centres[k].distance(p) < centres[best].distance(p)) best = k;
    return best;
  };
  CohesiveFatigue fatigue;
  fatigue.law = CohesiveFatigue::Law::opening_increment;
  const Material material = misfit_material(140, 2, bilinear(10, 0.008, 0.125), fatigue);
  MechanicsOptions options;
  options.form = form;
  Body<dim> body(
      comm, [&](const dealii::Point<dim>& p) { return centres[nearest(p)].distance(p) - radius; },
      mesh_options, material, options, nearest);
  std::vector<double> results;
  for (const double misfit : {-0.005, -0.012, -0.02, -0.002, -0.02}) {
    const auto report = body.mechanics.solve(body.concentration([&](const dealii::Point<dim>& p) {
      return misfit * (1 + 0.3 * static_cast<double>(nearest(p))) *
             (0.9 + 0.1 * p.distance(centres[nearest(p)]) / radius);
    }));
    BOOST_TEST(report.converged, report.failure);
    body.mechanics.accept();
    for (const auto& quantity : {body.mechanics.damage(), body.mechanics.dissipation(),
                                 body.mechanics.opening(), body.mechanics.traction()}) {
      const auto means = body.points.particle_means(quantity);
      results.insert(results.end(), means.begin(), means.end());
    }
    double sum = 0;
    for (const double stress : body.mechanics.hydrostatic_stress()) sum += stress * stress;
    MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_DOUBLE, MPI_SUM, comm);
    results.push_back(std::sqrt(sum));
    const auto w = body.spread(body.mechanics.dissipation());
    BOOST_TEST_MESSAGE(dim << "-D " << body.mechanics.description() << " misfit " << misfit << " newton "
                           << report.newton << " linear " << report.linear << " w " << w.mean << " ["
                           << w.least << ", " << w.most << "]");
  }
  return results;
}

template <int dim>
void compare(const std::vector<dealii::Point<dim>>& centres, double radius,
             const MeshOptions<dim>& mesh_options, InterfaceForm form) {
  const auto alone = history(MPI_COMM_SELF, centres, radius, mesh_options, form);
  const auto together = history(MPI_COMM_WORLD, centres, radius, mesh_options, form);
  for (std::size_t i = 0; i < alone.size(); ++i)
    BOOST_TEST(std::abs(alone[i] - together[i]) <= 1e-7 * std::abs(alone[i]) + 1e-14,
               alone[i] << " on one rank, " << together[i] << " on all");
}

}  // namespace

BOOST_AUTO_TEST_CASE(three_discs) {
  MeshOptions<2> options;
  options.box = {10, 12};
  options.fine_cell = 0.25;
  const std::vector<dealii::Point<2>> centres{{2.7, 3.1}, {7.2, 4.3}, {4.4, 8.6}};
  compare<2>(centres, 2, options, InterfaceForm::automatic);
  compare<2>(centres, 2, options, InterfaceForm::nitsche);
}

BOOST_AUTO_TEST_CASE(a_sphere) {
  MeshOptions<3> options;
  options.box = {6, 6, 7};
  options.fine_cell = 0.5;
  options.coarsenings = 1;
  compare<3>({{2.9, 3.1, 3.6}}, 2, options, InterfaceForm::automatic);
}
