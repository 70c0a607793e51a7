// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Electrons in carbon and binder against Ohm's law, and where the power goes.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>

#include "tests/solvers/electrochemistry/small_electrode.h"
#include "tests/verification_row.h"

using namespace catena;

namespace {

/// Voltage along a bar without particles, 6 x 12 um, current drawn from its low end.
template <int dim>
double bar_voltage(unsigned int axis, double plane, double current) {
  dealii::Point<dim> box;
  for (int k = 0; k < dim; ++k) box[k] = 6;
  box[dim - 1] = 12;
  SmallElectrode<dim> electrode(box, {}, 1.5, 1, axis, plane);
  electrode.material.high_conductivity = 1;
  electrode.material.low_conductivity = 0.01;
  electrode.build();
  auto& model = *electrode.model;
  // The current leaves at the low end as a source in proportion to the shape functions' area there: for equal
  // cells that of the trapezoidal rule.
  const auto& space = model.fields().space(ElectrodeFields<dim>::electron_potential);
  std::map<dealii::types::global_dof_index, double> shares;
  double total = 0;
  const auto low = space.on_face(dim - 1, false);
  auto source = model.make_vector(), measure = model.make_vector();
  for (const auto& support : low) {
    const auto number = model.numbering().number(1, support.unknown);
    double share = 1;
    for (int k = 0; k < dim - 1; ++k) {
      const bool edge = support.point[k] < 1e-9 || support.point[k] > 6 - 1e-9;
      share *= edge ? 0.5 : 1;
    }
    // In parallel domains the current divides by conductivity; the plane lies on cell borders.
    if (axis == 0) {
      const double x = support.point[0];
      share *= std::abs(x - plane) < 1e-9 ? 0.5 * (1 + 0.01) : x > plane ? 1 : 0.01;
    }
    if (model.numbering().owned().is_element(number)) {
      shares[number] = share;
      total += share;
    }
  }
  MPI_Allreduce(MPI_IN_PLACE, &total, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  for (const auto& [number, share] : shares) source(number) = -current * share / total;
  source.compress(dealii::VectorOperation::insert);
  model.set_source(source);
  const auto report = model.start(electrode.voltage(0.), electrode.u);
  BOOST_TEST(report.converged, report.failure);
  BOOST_TEST(model.current(electrode.u) == current, boost::test_tools::tolerance(1e-9));
  double lowest = 0;
  for (const auto& [number, share] : shares) lowest = std::min<double>(lowest, electrode.u(number));
  MPI_Allreduce(MPI_IN_PLACE, &lowest, 1, MPI_DOUBLE, MPI_MIN, MPI_COMM_WORLD);
  return -lowest;
}

}  // namespace

BOOST_AUTO_TEST_CASE(bars) {
  const double current = 50;  // pA; sigma is 1e6 A/m^2 for each V/um
  const auto tight = boost::test_tools::tolerance(1e-9);
  const auto check = [&](const char* name, double found, double exact) {
    BOOST_TEST(found == exact, tight);
    catena_test::verification_row(name, "voltage", "1.5 um", found / exact - 1);
  };
  check("bar of carbon and binder", bar_voltage<2>(1, -1., current), current * 12 / (1e6 * 1 * 6));
  check("bars 1 : 100 in series", bar_voltage<2>(1, 6., current), current * (6 / 1e6 + 6 / 1e4) / 6);
  check("bars 1 : 100 in parallel", bar_voltage<2>(0, 3., current), current * 12 / (1e6 * (1 + 0.01) * 3));
  check("bars 1 : 100 in series, 3-D", bar_voltage<3>(2, 6., current), current * (6 / 1e6 + 6 / 1e4) / 36);
}

BOOST_AUTO_TEST_CASE(power_goes_into_the_bulk_and_the_reaction) {
  auto electrode = row_of_particles<2>(3, 4., 0.9, 1);
  electrode.material.low_conductivity = 1e-3;
  electrode.build();
  auto& model = *electrode.model;
  const double current = electrode.rated(5);
  BOOST_TEST(model.start(electrode.current(current), electrode.u).converged);
  dealii::PETScWrappers::MPI::Vector seen(model.numbering().owned(), model.numbering().relevant(),
                                          MPI_COMM_WORLD);
  seen = electrode.u;
  const auto& space = model.fields().space(ElectrodeFields<2>::electron_potential);
  double power = 0;
  std::map<unsigned int, std::vector<double>> potentials;
  for (const auto& cell : space.cells()) {
    const auto numbers = model.numbering().numbers(1, cell.unknowns);
    auto& values = potentials[cell.index];
    for (const auto number : numbers) values.push_back(seen(number));
    const auto& table = space.table(cell);
    for (unsigned int q = 0; q < table.points; ++q) {
      dealii::Tensor<1, 2> gradient;
      for (unsigned int i = 0; i < table.shapes; ++i) gradient += values[i] * table.gradients(q)[i];
      const bool high = electrode.geometry.carbon_binder->high(
          electrode.mesh->place(space.geometry(cell), table.unit_points[q]));
      power += 1e6 * (high ? 10 : 1e-3) * table.weight[q] * gradient.norm_square();
    }
  }
  const auto density = model.current_density(electrode.u);
  for (const auto& cell : electrode.points->cells())
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      double potential = 0;
      for (unsigned int i = 0; i < cell.table->shapes; ++i)
        potential += cell.table->values(q)[i] * potentials[cell.index][i];
      power += cell.table->weight[q] * density[cell.first + q] * potential;
    }
  MPI_Allreduce(MPI_IN_PLACE, &power, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  catena_test::verification_row("three discs", "power in less power dissipated", "4.4 cells a radius",
                                power / (model.voltage(electrode.u) * current) - 1);
  // The ghost penalty takes a share of its own, which vanishes with the mesh.
  BOOST_TEST(model.voltage(electrode.u) * current == power, boost::test_tools::tolerance(1e-3));
}
