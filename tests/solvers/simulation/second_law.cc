// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Where the energy goes while an electrode is cycled, damage included: the work of the current is what the
// lithium's free energy takes up and what electrons, reaction and diffusion dissipate, none of which is ever
// negative; so over a closed cycle the work is the dissipation.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>

#include "solvers/materials/physical_constants.h"
#include "tests/solvers/simulation/cycled_discs.h"
#include "tests/verification_row.h"

using namespace catena;

namespace {

/// pW, and pJ.
struct Energies {
  double electrons = 0, reaction = 0, diffusion = 0, stored = 0;
  double dissipated() const { return electrons + reaction + diffusion; }
};

constexpr double U_start = 3.9, slope = -1.2;
/// The integral of U by x.
double free_energy(double x) { return U_start * x + 0.5 * slope * (x - 0.6) * (x - 0.6); }

Energies energies(CycledDiscs& discs) {
  using Fields = ElectrodeFields<2>;
  auto& model = *discs.electrochemistry;
  const auto& fields = model.fields();
  const auto& u = discs.electrode->vector(discs.cycling->values());
  dealii::PETScWrappers::MPI::Vector seen(model.numbering().owned(), model.numbering().relevant(),
                                          MPI_COMM_WORLD);
  seen = u;
  const double charge = faraday_constant * discs.material.maximum_concentration * 1e-6;  // C/m^2 per um
  double D = 0, unused = 0, half = 0.5;
  discs.material.diffusivity->evaluate(1, &half, &D, &unused);
  Energies result;
  std::map<unsigned int, std::vector<double>> at[2];
  for (const auto name : {Fields::concentration, Fields::electron_potential}) {
    const unsigned int f = fields.index(name);
    const auto& space = fields.space(name);
    for (const auto& cell : space.cells()) {
      const auto numbers = model.numbering().numbers(f, cell.unknowns);
      auto& values = at[name == Fields::concentration ? 0 : 1][cell.index];
      for (const auto number : numbers) values.push_back(seen(number));
      const auto& table = space.table(cell);
      for (unsigned int q = 0; q < table.points; ++q) {
        dealii::Tensor<1, 2> gradient;
        double value = 0;
        for (unsigned int k = 0; k < table.shapes; ++k) {
          gradient += values[k] * table.gradients(q)[k];
          value += values[k] * table.values(q)[k];
        }
        if (name == Fields::concentration) {
          result.diffusion += table.weight[q] * charge * D * 1e12 * -slope * gradient.norm_square();
          result.stored -= table.weight[q] * charge * free_energy(value);
        } else {
          const bool high = discs.geometry.carbon_binder->high(
              discs.mesh->place(space.geometry(cell), table.unit_points[q]));
          result.electrons += 1e6 *
                              (high ? discs.material.high_conductivity : discs.material.low_conductivity) *
                              table.weight[q] * gradient.norm_square();
        }
      }
    }
  }
  const auto density = model.current_density(u);
  for (const auto& cell : discs.points->cells())
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      double x = 0, potential = 0;
      for (unsigned int k = 0; k < cell.table->shapes; ++k) {
        x += cell.table->values(q)[k] * at[0][cell.index][k];
        potential += cell.table->values(q)[k] * at[1][cell.index][k];
      }
      result.reaction +=
          cell.table->weight[q] * density[cell.first + q] * (potential - U_start - slope * (x - 0.6));
    }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_CASE(work_is_stored_or_dissipated) {
  CycledDiscs discs({0, 1}, {1.6, -0.7},
                    {"Material/Diffusivity = constant", "Material/Diffusivity value = 3e-14",
                     "Material/Stress diffusion = none", "Interface/Strength = 9.5e6"});
  discs.material.open_circuit_potential = std::make_unique<LinearPotential>(U_start, slope, 0.6);
  ProtocolParameters protocol;
  protocol.mode = "capacity";
  protocol.capacity = 0.5;
  protocol.cycles = 2;
  protocol.upper_voltage = 5;
  protocol.lower_voltage = 2;
  protocol.rest_after_charge = 300;
  protocol.rest_after_discharge = 2e4;
  CyclingOptions options;
  options.longest_step = 1;
  discs.begin(protocol, options);
  double time = 0, power = 0, work = 0, dissipated = 0, least = 0, stored_first = 0, stored_most = 0;
  Energies before;
  bool begun = false;
  while (discs.cycling->step()) {
    const Energies now = energies(discs);
    const auto& u = discs.cycling->values();
    const double power_now = discs.electrode->voltage(u) * discs.electrode->current(u) * 1e12;
    const double dt = discs.cycling->last().time - time;
    if (!begun) stored_first = now.stored;
    if (begun && dt > 0) {  // else a phase begins, with another current
      work += 0.5 * dt * (power + power_now);
      dissipated += 0.5 * dt * (before.dissipated() + now.dissipated());
    }
    least = std::min({least, now.electrons, now.reaction, now.diffusion});
    stored_most = std::max(stored_most, std::abs(now.stored - stored_first));
    begun = true;
    time = discs.cycling->last().time;
    power = power_now;
    before = now;
  }
  const double damage = discs.cycles.back().mean_damage, stored = before.stored - stored_first;
  const double defect = (work - dissipated - stored) / dissipated;
  BOOST_TEST_MESSAGE("work " << work << " pJ, stored " << stored << " (at most " << stored_most
                             << "), dissipated " << dissipated << ", defect " << defect << ", mean damage "
                             << damage << ", " << discs.cycling->steps() << " steps");
  BOOST_TEST(damage > 0.1);
  BOOST_TEST(dissipated > 0);
  BOOST_TEST(least > -1e-9 * before.dissipated() - 1e-9 * std::abs(stored_most) / time);
  BOOST_TEST(std::abs(stored) < 1e-6 * stored_most);  // the cycle is closed
  // Within the steps' error and the share that the ghost penalty takes.
  BOOST_TEST(std::abs(defect) < 0.01);
  catena_test::verification_row("two unlike discs with damage, 2 closed cycles",
                                "work of the current less dissipation, of it", "5 cells a radius", defect);
}
