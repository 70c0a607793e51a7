// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Lithium driven by its own stress, electrochemistry and mechanics solved in turn: in a free cylinder (as in
// a free ball) grad sigma_h = -2 Omega E/(9 (1 - nu)) grad c, so that small waves J_0(l r/R) decay with
// l^2 D_eff/R^2, D_eff = D (1 + 2 Omega^2 E c/(9 R T (1 - nu))) for an ideal solution and
// D (1 + 2 Omega^2 E c_max/(9 (1 - nu) F |U'|)) with the mobility that U implies
// (F. Yang, Mater. Sci. Eng. A 409, 153 (2005), doi:10.1016/j.msea.2005.05.117).
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "solvers/materials/physical_constants.h"
#include "tests/solvers/electrochemistry/small_electrode.h"
#include "tests/solvers/mechanics/body.h"
#include "tests/verification_row.h"

using namespace catena;
using catena_test::order_of;
using catena_test::verification_row;

namespace {

constexpr double radius = 4, D = 3e-14, c_max = 49146, start = 0.5, E = 140e9, nu = 0.3, slope = -1.2;
constexpr double wave = 1e-3;                           // amplitude
constexpr double modes[] = {3.831705970, 7.015586670};  // J_1 = 0

/// Rate found for a mode, over that of the closed form.
double decay(StressDiffusion law, double strengthening, double mode, unsigned int cells_per_radius,
             unsigned int degree) {
  const double h = radius / cells_per_radius, edge = radius + 2 * h;
  SmallElectrode<2> electrode(dealii::Point<2>(edge, edge), {{dealii::Point<2>(), radius}}, h, degree, 0,
                              -1.);
  electrode.mesh_options.coarsenings = 0;
  auto& material = electrode.material;
  const double mobility = law == StressDiffusion::ideal
                              ? start * c_max / (gas_constant * material.temperature)
                              : c_max / (-faraday_constant * slope);
  const double Omega = std::sqrt(strengthening * 9 * (1 - nu) / (2 * E * mobility));
  material.initial_stoichiometry = start;
  material.diffusivity = std::make_unique<ConstantDiffusivity>(D);
  material.stress_diffusion = law;
  material.open_circuit_potential = std::make_unique<LinearPotential>(3.8, slope, 0.6);
  material.volume_change = std::make_unique<ConstantMolarVolume>(Omega, c_max);
  material.particle = {E, nu};
  material.carbon_binder = {1e3, nu};  // next to nothing
  material.cohesive_law = std::make_unique<BilinearCohesiveLaw>(unbreakable(1e-6), CohesiveFatigue{});
  InterfaceResistance::Values values;
  values.high = values.low = 1e4;  // nothing passes the interface
  material.resistance = std::make_unique<InterfaceResistance>(values);
  electrode.build();
  MechanicsOptions options;
  options.stack_pressure = 0;
  Mechanics<2> mechanics(*electrode.mesh, *electrode.points, electrode.geometry, material, options);
  mechanics.prescribe([](const dealii::Point<2>&, Phase) { return dealii::Tensor<1, 2>(); }, true);

  const double rate = mode * mode * D * (1 + strengthening) / (radius * radius * 1e-12), dt = 0.02 / rate;
  const auto shape = [&](const dealii::Point<2>& p) {
    return std::cyl_bessel_j(0., mode * p.norm() / radius);
  };
  const auto profile = [&](double amplitude) {
    return [&shape, amplitude](const dealii::Point<2>& p) { return start + amplitude * shape(p); };
  };
  electrode.set_concentration(profile(wave * std::exp(rate * dt)), electrode.before);
  electrode.set_concentration(profile(wave), electrode.u);
  auto& model = *electrode.model;
  const auto amplitude = [&] {
    const auto x = model.cell_concentration(electrode.u);
    const auto& space = model.fields().space(ElectrodeFields<2>::concentration);
    double sums[2] = {0, 0};
    const double* of_cell = x.data();
    for (const auto& cell : space.cells()) {
      const auto& table = space.table(cell);
      for (unsigned int q = 0; q < table.points; ++q) {
        const double at = shape(electrode.mesh->place(space.geometry(cell), table.unit_points[q]));
        double value = -start;
        for (unsigned int k = 0; k < table.shapes; ++k) value += table.values(q)[k] * of_cell[k];
        sums[0] += table.weight[q] * at * value;
        sums[1] += table.weight[q] * at * at;
      }
      of_cell += table.shapes;
    }
    MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    return sums[0] / sums[1];
  };
  BOOST_TEST(model.start(electrode.current(0), electrode.u).converged);
  constexpr int settling = 5, steps = 30;
  double first = 0;
  for (int k = 0; k < steps; ++k) {
    if (k == settling) first = amplitude();
    const auto begun = electrode.u, earlier = electrode.before;
    for (int pass = 0; pass < 4; ++pass) {
      BOOST_TEST(mechanics.solve(model.cell_concentration(electrode.u)).converged);
      model.set_hydrostatic_stress(mechanics.hydrostatic_stress());
      electrode.u = begun;
      electrode.before = earlier;
      const auto report = electrode.step(dt, electrode.current(0), true);
      BOOST_TEST(report.converged, report.failure);
    }
    mechanics.accept();
  }
  const double found = -std::log(amplitude() / first) / ((steps - settling) * dt);
  BOOST_TEST_MESSAGE("D_eff/D " << 1 + strengthening << ", mode " << mode << ", " << cells_per_radius
                                << " cells a radius, degree " << degree << ": rate " << found / rate - 1);
  return found / rate - 1;
}

}  // namespace

BOOST_AUTO_TEST_CASE(waves_decay_as_stress_asks) {
  for (const auto law : {StressDiffusion::ideal, StressDiffusion::ocp_consistent}) {
    const std::string name = std::string("free cylinder, stress-driven diffusion, ") +
                             (law == StressDiffusion::ideal ? "ideal" : "from the OCP");
    for (const double mode : modes) {
      const double coarse = decay(law, 0.5, mode, 8, 1), fine = decay(law, 0.5, mode, 16, 1);
      const double order = order_of(std::abs(coarse), std::abs(fine));
      BOOST_TEST(order > 1.8);
      BOOST_TEST(std::abs(fine) < (mode == modes[0] ? 0.01 : 0.03));
      const std::string rate = mode == modes[0] ? "first mode's decay" : "second mode's decay";
      verification_row(name + ", Q1", rate, "16 cells a radius", fine, order);
      const double quadratic = decay(law, 0.5, mode, 8, 2);
      BOOST_TEST(std::abs(quadratic) < 2e-3);
      verification_row(name + ", Q2", rate, "8 cells a radius", quadratic);
    }
  }
}

BOOST_AUTO_TEST_CASE(without_stress_nothing_is_added) {
  BOOST_TEST(std::abs(decay(StressDiffusion::none, 0, modes[0], 8, 2)) < 1e-3);
}
