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
                            const MeshOptions<dim>& mesh_options, InterfaceForm form, int direct_limit) {
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
  options.direct_limit = direct_limit;
  Body<dim> body(
      comm, [&](const dealii::Point<dim>& p) { return centres[nearest(p)].distance(p) - radius; },
      mesh_options, material, options, nearest);
  std::vector<double> results;
  for (const double misfit : {-0.005, -0.015, -0.002, -0.015}) {
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
             const MeshOptions<dim>& mesh_options, InterfaceForm form, int direct_limit) {
  const auto together = history(MPI_COMM_WORLD, centres, radius, mesh_options, form, direct_limit);
  int rank;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  if (rank != 0) return;
  const auto alone = history(MPI_COMM_SELF, centres, radius, mesh_options, form, direct_limit);
  double most = 0;
  for (std::size_t i = 0; i < alone.size(); ++i) {
    BOOST_TEST(std::abs(alone[i] - together[i]) <= 1e-7 * std::abs(alone[i]) + 1e-14,
               alone[i] << " on one rank, " << together[i] << " on all");
    if (alone[i] != 0) most = std::max(most, std::abs(together[i] / alone[i] - 1));
  }
  BOOST_TEST_MESSAGE("largest relative difference " << most);
}

constexpr int factorise = 100000, multigrid = 0;

MeshOptions<2> disc_mesh(const dealii::Point<2>& box, double fine_cell, unsigned int degree) {
  MeshOptions<2> options;
  options.box = box;
  options.fine_cell = fine_cell;
  options.degree = degree;
  return options;
}

const std::vector<dealii::Point<2>> discs{{2.7, 3.1}, {7.2, 4.3}, {4.4, 8.6}};

}  // namespace

BOOST_AUTO_TEST_CASE(three_discs) {
  compare<2>(discs, 2, disc_mesh({10, 12}, 0.25, 1), InterfaceForm::automatic, factorise);
}
BOOST_AUTO_TEST_CASE(three_discs_by_nitsche) {
  compare<2>(discs, 2, disc_mesh({10, 12}, 0.25, 1), InterfaceForm::nitsche, multigrid);
}
BOOST_AUTO_TEST_CASE(a_quadratic_disc) {
  compare<2>({{2.9, 3.3}}, 2, disc_mesh({6, 7}, 0.5, 2), InterfaceForm::automatic, multigrid);
}
BOOST_AUTO_TEST_CASE(a_sphere) {
  MeshOptions<3> options;
  options.box = {6, 6, 7};
  options.fine_cell = 0.5;
  options.coarsenings = 1;
  compare<3>({{2.9, 3.1, 3.6}}, 2, options, InterfaceForm::automatic, multigrid);
}
