// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// A ball with a misfit strain in a concentric shell of matrix whose outer face is free or fixed, on a spring,
// against the closed form; and the two between which the traction of a ball in a box must lie.
#include <boost/test/unit_test.hpp>

#include "tests/solvers/mechanics/body.h"
#include "tests/verification_row.h"

using namespace catena;
using catena_test::verification_row;

namespace {

constexpr double misfit = -0.01, stiffness = 100, radius = 1, half_edge = 1.53;
constexpr double particle_gpa = 70, matrix_gpa = 1;
enum class Face { free, fixed };

/// Inside u = a r, outside u = A r + B/r^2 with sigma_rr = 3 K_m A - 4 G_m B/r^3, which or whose u vanishes
/// at `outer`; GPa and um.
struct Shell {
  Shell(Face face, double outer) {
    const Elasticity particle{particle_gpa, 0.3}, matrix{matrix_gpa, 0.3};
    const double q = std::pow(radius / outer, 3), four_g = 4 * matrix.shear(), three_k = 3 * matrix.bulk();
    const double shell =
        face == Face::free ? four_g * (1 - q) / (1 + four_g * q / three_k) : (four_g + three_k * q) / (1 - q);
    const double of_matrix = shell / radius, of_particle = 3 * particle.bulk() / radius;
    traction = -misfit * radius / (1 / of_particle + 1 / of_matrix + 1 / stiffness);
    inside = (traction / of_particle + misfit * radius) / radius;
    const double share = face == Face::free ? four_g * q / three_k : -q;  // A R^3/B
    decaying = -traction / of_matrix * radius * radius / (1 + share);
    linear = share * decaying / std::pow(radius, 3);
  }
  dealii::Tensor<1, 3> displacement(const dealii::Tensor<1, 3>& from_centre, Phase phase) const {
    if (phase == Phase::particles) return inside * from_centre;
    return (linear + decaying / std::pow(from_centre.norm(), 3)) * from_centre;
  }
  double traction, inside, linear, decaying;
};

/// A ball at the corner of an octant, or in the middle of a whole box.
struct Ball {
  Ball(double cells_per_radius, bool octant)
      : material(misfit_material(particle_gpa, matrix_gpa, unbreakable(stiffness))) {
    start_petsc();
    MechanicsOptions options;
    options.stack_pressure = 0;
    options.form = InterfaceForm::spring;
    dealii::Point<3> centre;
    if (!octant) centre = dealii::Point<3>(half_edge + 0.01, half_edge + 0.02, half_edge - 0.01);
    body = std::make_unique<Body<3>>(
        MPI_COMM_WORLD, [=](const dealii::Point<3>& p) { return (p - centre).norm() - radius; },
        uniform_mesh<3>(octant ? half_edge : 2 * half_edge, 1.02 / cells_per_radius * 1.0001, 1), material,
        options);
  }
  double mean_traction() {
    const NewtonReport report = body->solve(misfit);
    BOOST_TEST(report.converged, report.failure);
    return body->spread(body->mechanics.traction()).mean * 1e-9;
  }
  Material material;
  std::unique_ptr<Body<3>> body;
};

std::array<double, 3> errors(Face face, double cells_per_radius) {
  const Shell exact(face, 1.6);
  Ball ball(cells_per_radius, true);
  const auto displacement = [&](const dealii::Point<3>& p, Phase phase) {
    return exact.displacement(p, phase);
  };
  ball.body->mechanics.prescribe(displacement, true);
  const double traction = ball.mean_traction();
  return {ball.body->displacement_error(Phase::particles, displacement),
          ball.body->displacement_error(Phase::matrix, displacement), traction / exact.traction - 1};
}

void check_shell(Face face) {
  const auto coarse = errors(face, 4), fine = errors(face, 8);
  const std::string name =
      std::string("misfit ball in a shell, outer face ") + (face == Face::free ? "free" : "fixed") + ", Q1";
  for (int phase = 0; phase < 2; ++phase) {
    const double order = std::log2(coarse[phase] / fine[phase]);
    BOOST_TEST(order > 1.8);
    verification_row(name,
                     phase == 0 ? "displacement of the particle in L2" : "displacement of the matrix in L2",
                     "8 cells a radius", fine[phase], order);
  }
  BOOST_TEST(std::abs(fine[2]) < 0.003);
  verification_row(name, "traction, mean", "8 cells a radius", fine[2]);
}

}  // namespace

BOOST_AUTO_TEST_CASE(free_shell) { check_shell(Face::free); }
BOOST_AUTO_TEST_CASE(fixed_shell) { check_shell(Face::fixed); }

// More matrix that is held less takes less traction: the energy is least over more displacements.
BOOST_AUTO_TEST_CASE(a_box_lies_between_shells) {
  const double loosest = Shell(Face::free, half_edge).traction,
               tightest = Shell(Face::fixed, half_edge).traction,
               wide = Shell(Face::fixed, half_edge * std::sqrt(3.)).traction;
  Ball held(5, true);
  held.body->mechanics.prescribe([](const auto&, Phase) { return dealii::Tensor<1, 3>(); }, true);
  const double in_held = held.mean_traction();
  Ball sliding(5, false);
  const double in_sliding = sliding.mean_traction();
  BOOST_TEST_MESSAGE("traction " << loosest << " (free shell) < " << in_sliding << " (box, sliding) < "
                                 << tightest << "; " << wide << " < " << in_held << " (box, held) < "
                                 << tightest);
  BOOST_TEST(loosest * 1.02 < in_sliding);
  BOOST_TEST(in_sliding < tightest * 0.98);
  BOOST_TEST(wide * 1.02 < in_held);
  BOOST_TEST(in_held < tightest * 0.98);
}
