// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The Jacobian of the Newton system is the derivative of its residual, with every option that changes either.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/solvers/electrochemistry/small_electrode.h"

using namespace catena;

namespace {

/// Numbers in (-1, 1) that depend on the unknown alone.
double scatter(unsigned long number) { return std::sin(12.9898 * static_cast<double>(number + 1)); }

template <int dim>
void perturb(const Electrochemistry<dim>& model, typename Electrochemistry<dim>::Vector& u, double size) {
  for (const auto number : model.numbering().owned())
    if (!model.fields().constraints().is_constrained(number)) u(number) += size * scatter(number);
  u.compress(dealii::VectorOperation::add);
}

template <int dim>
void check(SmallElectrode<dim>& electrode, const CellControl& control) {
  auto& model = *electrode.model;
  std::vector<double> damage(electrode.points->size());
  for (std::size_t q = 0; q < damage.size(); ++q) damage[q] = 0.3 + 0.2 * scatter(q);
  model.set_damage(damage);
  std::vector<double> stress(model.cell_concentration(electrode.u).size());
  for (std::size_t i = 0; i < stress.size(); ++i) stress[i] = 3e8 * scatter(i / 3);
  model.set_hydrostatic_stress(stress);
  auto u = model.make_vector(), direction = model.make_vector(), history = model.make_vector();
  model.initialise(0.55, u);
  perturb(model, u, 0.02);
  perturb(model, direction, 1.);
  auto low = model.make_vector(), high = model.make_vector(), product = model.make_vector();
  typename BulkOperators<dim>::Matrix jacobian;
  model.linearise(0.1, history, control, u, low, jacobian);
  jacobian.vmult(product, direction);
  const double step = 1e-5;
  typename BulkOperators<dim>::Matrix unused;
  auto moved = u;
  moved.add(step, direction);
  model.linearise(0.1, history, control, moved, high, unused);
  moved.add(-2 * step, direction);
  model.linearise(0.1, history, control, moved, low, unused);
  high.add(-1., low);
  high *= 0.5 / step;
  BOOST_TEST(product.l2_norm() > 0.);
  high.add(-1., product);
  BOOST_TEST(high.linfty_norm() < 1e-7 * product.linfty_norm());
}

template <int dim>
void check_both(SmallElectrode<dim>& electrode) {
  electrode.build();
  check(electrode, SmallElectrode<dim>::current(100));
  check(electrode, SmallElectrode<dim>::voltage(3.9));
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_lithium_and_electrons) {
  for (const unsigned int degree : {1u, 2u}) {
    auto electrode = row_of_particles<2>(2, 3., 1., degree);
    electrode.material.stress_diffusion = StressDiffusion::none;
    check_both(electrode);
  }
}

BOOST_AUTO_TEST_CASE(in_three_dimensions) {
  auto electrode = row_of_particles<3>(1, 2.5, 1., 1);
  check_both(electrode);
}

BOOST_AUTO_TEST_CASE(of_a_diffusivity_that_varies_and_of_stress) {
  for (const auto diffusion : {StressDiffusion::ideal, StressDiffusion::ocp_consistent}) {
    auto electrode = row_of_particles<2>(1, 4., 0.5, 1);
    electrode.mesh_options.coarsenings = 2;  // hanging nodes within the particle
    electrode.material.diffusivity = std::make_unique<ORegan2022Diffusivity>();
    electrode.material.stress_diffusion = diffusion;
    electrode.material.stress_in_kinetics = true;
    check_both(electrode);
  }
}

BOOST_AUTO_TEST_CASE(of_a_contact_that_opens) {
  auto electrode = row_of_particles<2>(2, 3., 1., 1);
  InterfaceResistance::Values values;
  values.law = InterfaceResistance::Law::contact;
  electrode.material.resistance = std::make_unique<InterfaceResistance>(values);
  check_both(electrode);
}

BOOST_AUTO_TEST_CASE(of_the_electrolyte_potential) {
  auto electrode = row_of_particles<2>(2, 3., 1., 1, 2.);
  electrode.options.electrolyte = ElectrolyteModel::potential;
  check_both(electrode);
}

BOOST_AUTO_TEST_CASE(of_conducting_particles) {
  auto electrode = row_of_particles<2>(2, 3., 1., 1);
  electrode.options.supply = ElectronSupply::particles;
  check_both(electrode);
}

BOOST_AUTO_TEST_CASE(of_moving_salt) {
  auto electrode = row_of_particles<2>(2, 3., 1., 1, 2.);
  electrode.options.electrolyte = ElectrolyteModel::salt;
  electrode.build();
  // Under a held voltage the current through the lithium's face is left out of the Jacobian.
  check(electrode, SmallElectrode<2>::current(100));
}
