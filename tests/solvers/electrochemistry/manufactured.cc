// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// A manufactured solution of the coupled problem with a curved interface: Q1 is of second order in L2, Q2 of
// third, in concentration and potential alike.
//   x = 0.6 + 0.2 sin(a.(p - c)),  phi_s = 3.9 + 0.05 cos(pi y/(2 L)) cos(2 pi p_0/W),
// which is constant on the collector (y = L) and has no flux through the other faces. Sources in the bulk and
// on the interface make them solutions.
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>

#include "solvers/materials/physical_constants.h"
#include "tests/solvers/electrochemistry/small_electrode.h"
#include "tests/verification_row.h"

using namespace catena;

namespace {

constexpr double edge = 8, radius = 2.5, alpha = 0.05, sigma = 0.02, D = 3e-14, i0 = 2, r_int = 0.01,
                 U_slope = -1.2;

template <int dim>
struct Exact {
  dealii::Point<dim> center;
  dealii::Tensor<1, dim> wave;
  Exact() {
    for (int axis = 0; axis < dim; ++axis) {
      center[axis] = 3.9 + 0.13 * axis;
      wave[axis] = 0.5 - 0.2 * axis;
    }
  }
  double x(const dealii::Point<dim>& p) const { return 0.6 + 0.2 * std::sin(wave * (p - center)); }
  dealii::Tensor<1, dim> x_gradient(const dealii::Point<dim>& p) const {
    return 0.2 * std::cos(wave * (p - center)) * wave;
  }
  double x_laplacian(const dealii::Point<dim>& p) const { return -wave.norm_square() * (x(p) - 0.6); }
  static constexpr double across = 2 * M_PI / edge, along = M_PI / (2 * edge);
  double phi(const dealii::Point<dim>& p) const {
    return 3.9 + 0.05 * std::cos(along * p[dim - 1]) * std::cos(across * p[0]);
  }
  dealii::Tensor<1, dim> phi_gradient(const dealii::Point<dim>& p) const {
    dealii::Tensor<1, dim> gradient;
    gradient[0] = -0.05 * across * std::cos(along * p[dim - 1]) * std::sin(across * p[0]);
    gradient[dim - 1] = -0.05 * along * std::sin(along * p[dim - 1]) * std::cos(across * p[0]);
    return gradient;
  }
  double phi_laplacian(const dealii::Point<dim>& p) const {
    return -(across * across + along * along) * (phi(p) - 3.9);
  }
};

/// L2 errors of x and phi_s.
template <int dim>
std::array<double, 2> errors(double fine_cell, unsigned int degree) {
  const Exact<dim> exact;
  dealii::Point<dim> box;
  for (int axis = 0; axis < dim; ++axis) box[axis] = edge;
  SmallElectrode<dim> electrode(box, {{exact.center, radius}}, fine_cell, degree, 0, -1.);
  electrode.mesh_options.coarsenings = 0;
  auto& material = electrode.material;
  material.high_conductivity = sigma;
  material.stress_diffusion = StressDiffusion::none;
  material.open_circuit_potential = std::make_unique<LinearPotential>(3.9, U_slope, 0.6);
  material.exchange_current_density = std::make_unique<ExchangeCurrentDensity>(i0, 1000., 0., 0., 0.);
  InterfaceResistance::Values resistance;
  resistance.high = resistance.low = r_int;
  material.resistance = std::make_unique<InterfaceResistance>(resistance);
  electrode.build();
  auto& model = *electrode.model;
  const auto& numbering = model.numbering();
  const double storage = faraday_constant * material.maximum_concentration * 1e-6;

  auto source = model.make_vector();
  const auto load = [&](const std::vector<dealii::types::global_dof_index>& numbers, const double* shapes,
                        double amount) {
    for (std::size_t k = 0; k < numbers.size(); ++k) {
      const auto& constraints = model.fields().constraints();
      if (!constraints.is_constrained(numbers[k]))
        source(numbers[k]) += amount * shapes[k];
      else
        for (const auto& [master, weight] : *constraints.get_constraint_entries(numbers[k]))
          source(master) += weight * amount * shapes[k];
    }
  };
  std::array<std::map<unsigned int, std::vector<dealii::types::global_dof_index>>, 2> numbers_of;
  for (unsigned int f = 0; f < 2; ++f) {
    const auto& space = numbering.field(f);
    for (const auto& cell : space.cells()) {
      const auto& table = space.table(cell);
      const auto& numbers = numbers_of[f][cell.index] = numbering.numbers(f, cell.unknowns);
      for (unsigned int q = 0; q < table.points; ++q) {
        const auto p = electrode.mesh->place(space.geometry(cell), table.unit_points[q]);
        const double density = f == 0 ? storage * (alpha * exact.x(p) - D * 1e12 * exact.x_laplacian(p))
                                      : -1e6 * sigma * exact.phi_laplacian(p);
        load(numbers, table.values(q), table.weight[q] * density);
      }
    }
  }
  for (const auto& cell : electrode.points->cells())
    for (unsigned int q = 0; q < cell.table->points; ++q) {
      const auto p = electrode.mesh->place(electrode.mesh->cells()[cell.index], cell.table->unit_points[q]);
      const auto normal = (p - exact.center) / (p - exact.center).norm();
      // i (r_int + 1/g(i)) = V - U, solved by fixed point: i = 2 i0 sinh(F eta/(2 R T)).
      const double drive = exact.phi(p) - 3.9 - U_slope * (exact.x(p) - 0.6);
      const double half = faraday_constant / (2 * gas_constant * 298.15);
      double eta = 0;
      for (int k = 0; k < 50; ++k) {
        const double f = eta + r_int * 2 * i0 * std::sinh(half * eta) - drive;
        eta -= f / (1 + r_int * 2 * i0 * half * std::cosh(half * eta));
      }
      const double i = 2 * i0 * std::sinh(half * eta);
      load(numbers_of[0].at(cell.index), cell.table->values(q),
           cell.table->weight[q] * (storage * D * 1e12 * (exact.x_gradient(p) * normal) + i));
      load(numbers_of[1].at(cell.index), cell.table->values(q),
           cell.table->weight[q] * (-1e6 * sigma * (exact.phi_gradient(p) * normal) + i));
    }
  source.compress(dealii::VectorOperation::add);
  // The current that the solution draws through the collector.
  model.set_source(source);
  const auto history = model.make_vector();
  model.initialise(0.6, electrode.u);
  const auto report = model.solve(alpha, history, electrode.voltage(3.9), electrode.u);
  BOOST_TEST(report.converged, report.failure);

  dealii::PETScWrappers::MPI::Vector seen(numbering.owned(), numbering.relevant(), MPI_COMM_WORLD);
  seen = electrode.u;
  std::array<double, 2> sums{};
  for (unsigned int f = 0; f < 2; ++f)
    for (const auto& cell : numbering.field(f).cells()) {
      const auto& table = numbering.field(f).table(cell);
      for (unsigned int q = 0; q < table.points; ++q) {
        const auto p = electrode.mesh->place(numbering.field(f).geometry(cell), table.unit_points[q]);
        double value = 0;
        for (unsigned int k = 0; k < table.shapes; ++k)
          value += table.values(q)[k] * seen(numbers_of[f].at(cell.index)[k]);
        sums[f] += table.weight[q] * std::pow(value - (f == 0 ? exact.x(p) : exact.phi(p)), 2);
      }
    }
  MPI_Allreduce(MPI_IN_PLACE, sums.data(), 2, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
  return {std::sqrt(sums[0]), std::sqrt(sums[1])};
}

template <int dim>
void check_order(double fine_cell, unsigned int degree, double least) {
  const auto coarse = errors<dim>(fine_cell, degree), fine = errors<dim>(fine_cell / 2, degree);
  for (int f = 0; f < 2; ++f) {
    const double order = std::log2(coarse[f] / fine[f]);
    BOOST_TEST_MESSAGE(dim << "-D, degree " << degree << (f == 0 ? ", x: " : ", phi_s: ") << coarse[f] << " "
                           << fine[f] << ", order " << order);
    BOOST_TEST(order > least);
    catena_test::verification_row(
        std::to_string(dim) + "-D manufactured solution of the Newton system, Q" + std::to_string(degree),
        f == 0 ? "x in L2, absolute" : "phi_s in L2, V um^(dim/2)",
        std::to_string(2 * radius / fine_cell).substr(0, 4) + " cells a radius", fine[f], order);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(linear_elements_on_a_disc) { check_order<2>(0.4, 1, 1.8); }
BOOST_AUTO_TEST_CASE(quadratic_elements_on_a_disc) { check_order<2>(0.5, 2, 2.7); }
BOOST_AUTO_TEST_CASE(linear_elements_on_a_ball) { check_order<3>(1., 1, 1.7); }
