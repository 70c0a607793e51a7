// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The electrolyte's potential and salt, and particles that conduct electrons, against closed forms.
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "solvers/materials/physical_constants.h"
#include "tests/solvers/electrochemistry/small_electrode.h"
#include "tests/verification_row.h"

using namespace catena;

namespace {

/// Mean of a field over the plane at `height` along the last axis, by the trapezoidal rule on a uniform mesh.
template <int dim>
double plane_mean(const SmallElectrode<dim>& electrode, typename ElectrodeFields<dim>::Name name,
                  double height) {
  const auto& fields = electrode.model->fields();
  double sums[2] = {0, 0};
  for (const auto& support : fields.space(name).support()) {
    if (std::abs(support.point[dim - 1] - height) > 1e-6) continue;
    const auto number = fields.numbering().number(fields.index(name), support.unknown);
    if (!fields.numbering().owned().is_element(number)) continue;
    double weight = 1;
    for (int axis = 0; axis < dim - 1; ++axis)
      if (support.point[axis] < 1e-6 || support.point[axis] > electrode.geometry.box[axis] - 1e-6)
        weight /= 2;
    sums[0] += weight * electrode.u(number);
    sums[1] += weight;
  }
  MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  return sums[0] / sums[1];
}

constexpr double kappa = 0.9, D_e = 1.8e-10, separator = 4;

SmallElectrode<2> with_separator(ElectrolyteModel model) {
  auto electrode = row_of_particles<2>(2, 3., 1., 1, separator);
  electrode.mesh_options.coarsenings = 0;
  electrode.options.electrolyte = model;
  electrode.material.high_conductivity = electrode.material.low_conductivity = 10;
  electrode.material.electrolyte = std::make_unique<ConstantElectrolyte>(Electrolyte::Values{}, kappa, D_e);
  return electrode;
}

}  // namespace

BOOST_AUTO_TEST_CASE(ions_lose_voltage_in_the_separator) {
  auto electrode = with_separator(ElectrolyteModel::potential);
  electrode.build();
  const double current = electrode.rated(5), area = electrode.geometry.box[0];
  const auto report = electrode.model->start(electrode.current(current), electrode.u);
  BOOST_TEST(report.converged, report.failure);
  const double effective = kappa * electrode.material.electrolyte->effective_share();
  using Fields = ElectrodeFields<2>;
  BOOST_TEST(plane_mean<2>(electrode, Fields::electrolyte_potential, 0.) == 0.);
  BOOST_TEST(plane_mean<2>(electrode, Fields::electrolyte_potential, separator) ==
                 current / area * separator / (1e6 * effective),
             boost::test_tools::tolerance(1e-7));
}

BOOST_AUTO_TEST_CASE(salt_gathers_where_lithium_leaves_the_particles) {
  auto electrode = with_separator(ElectrolyteModel::salt);
  electrode.build();
  auto& model = *electrode.model;
  using Fields = ElectrodeFields<2>;
  const double current = electrode.rated(5), area = electrode.geometry.box[0];
  BOOST_TEST(model.start(electrode.current(current), electrode.u).converged);
  const auto salt = [&] {
    // Total salt: storage's row sums.
    double sum = 0;
    dealii::PETScWrappers::MPI::Vector seen(model.numbering().owned(), model.numbering().relevant(),
                                            MPI_COMM_WORLD);
    seen = electrode.u;
    const auto& space = model.fields().space(Fields::salt);
    for (const auto& cell : space.cells()) {
      const auto numbers = model.numbering().numbers(model.fields().index(Fields::salt), cell.unknowns);
      const auto& table = space.table(cell);
      for (unsigned int q = 0; q < table.points; ++q)
        for (unsigned int i = 0; i < table.shapes; ++i)
          sum += table.weight[q] * table.values(q)[i] * seen(numbers[i]);
    }
    MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    return sum;
  };
  const double before = salt();
  for (int k = 0; k < 8; ++k) {
    const auto report = electrode.step(3., electrode.current(current));
    BOOST_TEST(report.converged, report.failure);
  }
  BOOST_TEST(salt() == before, boost::test_tools::tolerance(1e-9));
  const auto& values = electrode.material.electrolyte->values();
  const double effective = D_e * electrode.material.electrolyte->effective_share();
  const double slope = (1 - values.transference) * current / area /
                       (faraday_constant * effective * values.concentration) * 1e-6;  // of c/c_0, 1/um
  const double rise =
      plane_mean<2>(electrode, Fields::salt, separator) - plane_mean<2>(electrode, Fields::salt, 0.);
  BOOST_TEST(rise == slope * separator, boost::test_tools::tolerance(1e-4));
  catena_test::verification_row("salt in a separator, steady", "rise of c_e", "1 um",
                                rise / (slope * separator) - 1);
  // i_e = kappa (-grad phi_e + b grad ln y) through the separator.
  const double drop = plane_mean<2>(electrode, Fields::electrolyte_potential, separator);
  const double ohm =
      current / area * separator / (1e6 * kappa * electrode.material.electrolyte->effective_share());
  const double low = plane_mean<2>(electrode, Fields::salt, 0.), high = low + rise;
  const double concentration =
      electrode.material.electrolyte->diffusion_potential(298.15) * std::log(high / low);
  BOOST_TEST(drop == ohm + concentration, boost::test_tools::tolerance(2e-3));
  catena_test::verification_row("salt in a separator, steady", "drop of phi_e", "1 um",
                                drop / (ohm + concentration) - 1);
  catena_test::verification_row("salt in a separator, steady", "salt in all", "1 um", salt() / before - 1);
  // A held voltage finds its current, though the Jacobian knows nothing of the lithium's face.
  const double held = model.voltage(electrode.u) + 0.01;
  const auto report = electrode.step(1., electrode.voltage(held));
  BOOST_TEST(report.converged, report.failure);
  BOOST_TEST(model.current(electrode.u) > current);
  BOOST_TEST(salt() == before, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(salt_is_used_up_at_sands_time) {
  // At the lithium c = c_0 (1 - sqrt(t/t_S)), t_S = pi eps D_eff (F c_0/(2 (1 - t+) j))^2, while the
  // particles are far (H. J. S. Sand, Philos. Mag. 1, 45 (1901), doi:10.1080/14786440109462590; eps D_eff for
  // pores).
  constexpr double sand = 0.4, distance = 30;  // s, um
  double errors[2];
  for (const int fine : {0, 1}) {
    auto electrode = row_of_particles<2>(1, 3., fine ? 0.5 : 1., 1, distance);
    electrode.mesh_options.coarsenings = 0;
    electrode.options.electrolyte = ElectrolyteModel::salt;
    electrode.material.high_conductivity = electrode.material.low_conductivity = 10;
    electrode.material.diffusivity = std::make_unique<ConstantDiffusivity>(1e-10);
    electrode.material.electrolyte =
        std::make_unique<ConstantElectrolyte>(Electrolyte::Values{}, kappa, 1e-10);
    electrode.material.exchange_current_density =
        std::make_unique<ExchangeCurrentDensity>(1e4, 1000., 0., 0., 0.);
    electrode.build();
    const auto& electrolyte = *electrode.material.electrolyte;
    const auto& values = electrolyte.values();
    const double density = faraday_constant * values.concentration / (2 * (1 - values.transference)) *
                           std::sqrt(M_PI * values.porosity * 1e-10 * electrolyte.effective_share() / sand);
    const CellControl control = electrode.current(density * electrode.geometry.box[0]);
    BOOST_TEST(electrode.model->start(control, electrode.u).converged);
    // To 0.64 t_S, where a fifth of the salt is left.
    const int steps = fine ? 128 : 64;
    double salt = 1;
    for (int k = 0; k < steps; ++k) {
      const auto report = electrode.step(0.64 * sand / steps, control, k > 0);
      BOOST_TEST(report.converged, report.failure);
      salt = plane_mean<2>(electrode, ElectrodeFields<2>::salt, 0.);
      if (k + 1 == steps / 4) BOOST_TEST(salt == 0.6, boost::test_tools::tolerance(5e-3));
    }
    errors[fine] = 0.64 / ((1 - salt) * (1 - salt)) - 1;
    BOOST_TEST_MESSAGE("salt left " << salt << " (0.2), Sand's time is off by " << errors[fine]);
  }
  BOOST_TEST(std::abs(errors[1]) < 5e-3);
  BOOST_TEST(std::abs(errors[1]) < 0.7 * std::abs(errors[0]));
  catena_test::verification_row("salt before a lithium face, Q1", "Sand's time", "0.5 um, 2 ms", errors[1]);
}

BOOST_AUTO_TEST_CASE(conducting_particles_take_electrons_by_their_whole_surface) {
  const double r_high = 1e-3, r_low = 4e-2;
  std::array<double, 2> voltages{};
  for (const bool through : {false, true}) {
    auto electrode = row_of_particles<2>(1, 4., 1., 1);
    electrode.material.high_conductivity = electrode.material.low_conductivity = 1e3;
    electrode.options.particle_conductivity = 1e4;
    electrode.options.supply = through ? ElectronSupply::particles : ElectronSupply::local;
    InterfaceResistance::Values values;
    values.high = through ? r_high : 1e-2;
    values.low = through ? r_low : 1e-2;
    electrode.material.resistance = std::make_unique<InterfaceResistance>(values);
    electrode.build();
    auto& model = *electrode.model;
    const double area = electrode.points->areas()[0], i = 8;
    BOOST_TEST(model.start(electrode.current(i * area), electrode.u).converged);
    voltages[through] = model.voltage(electrode.u);
    // Equal all round, though one half of the surface has a forty times better contact.
    for (const double density : model.current_density(electrode.u))
      BOOST_TEST(density == i, boost::test_tools::tolerance(1e-4));
    if (!through) continue;
    // The same as a film of the resistance of all contacts together, in parallel.
    double conductance = 0;
    for (const auto& cell : electrode.points->cells())
      for (unsigned int q = 0; q < cell.table->points; ++q) {
        const auto place =
            electrode.mesh->place(electrode.mesh->cells()[cell.index], cell.table->unit_points[q]);
        conductance +=
            cell.table->weight[q] / (electrode.geometry.carbon_binder->high(place) ? r_high : r_low);
      }
    MPI_Allreduce(MPI_IN_PLACE, &conductance, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    BOOST_TEST(voltages[1] - i * area / conductance == voltages[0] - i * 1e-2,
               boost::test_tools::tolerance(1e-6));
  }
}
