// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// The electrolyte's published values and slopes; Hooke's law with misfit and its plane strain.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "solvers/materials/elasticity.h"
#include "solvers/materials/electrolyte.h"
#include "tests/solvers/materials/central_difference.h"

using namespace catena;

BOOST_AUTO_TEST_CASE(nyman_2008) {
  const Nyman2008Electrolyte law({});
  double value, slope, unused;
  const double one_molar = 1000;
  law.conductivity(1, &one_molar, &value, &slope);
  BOOST_TEST(std::fabs(value - 0.9487) < 1e-12);
  law.diffusivity(1, &one_molar, &value, &slope);
  BOOST_TEST(std::fabs(value / 1.7694e-10 - 1) < 1e-12);
  for (const double c : {-300.0, 0.2, 5.0, 100.0, 1000.0, 2500.0}) {
    const auto kappa = [&](double at) {
      double v;
      law.conductivity(1, &at, &v, &unused);
      return v;
    };
    const auto D = [&](double at) {
      double v;
      law.diffusivity(1, &at, &v, &unused);
      return v;
    };
    law.conductivity(1, &c, &value, &slope);
    BOOST_TEST(value > 0);
    const double h = 1e-3 * std::fabs(c) + 1e-3;
    BOOST_TEST(std::fabs(slope - catena_test::central_difference(kappa, c, h)) <
               1e-8 * (std::fabs(slope) + 1e-3));
    law.diffusivity(1, &c, &value, &slope);
    BOOST_TEST(value > 0);
    BOOST_TEST(std::fabs(slope - catena_test::central_difference(D, c, h)) <
               1e-7 * (std::fabs(slope) + 1e-16));
  }
}

BOOST_AUTO_TEST_CASE(effective_values) {
  Electrolyte::Values values;
  values.porosity = 0.25;
  const ConstantElectrolyte law(values, 1.1, 2e-10);
  BOOST_TEST(std::fabs(law.effective_share() - 0.125) < 1e-15);
  BOOST_TEST(std::fabs(law.diffusion_potential(298.15) - 2 * 0.025692579 * (1 - 0.2594)) < 1e-8);
  const double c[2] = {10, 2000};
  double kappa[2], slope[2];
  law.conductivity(2, c, kappa, slope);
  BOOST_TEST((kappa[0] == 1.1 && kappa[1] == 1.1 && slope[1] == 0));
  law.diffusivity(2, c, kappa, slope);
  BOOST_TEST((kappa[1] == 2e-10 && slope[0] == 0));
}

BOOST_AUTO_TEST_CASE(hooke) {
  const Elasticity nmc{140e9, 0.3};
  // Uniaxial stress s: strains s/E, -nu s/E, -nu s/E.
  const double s = 1e8, along = s / 140e9, across = -0.3 * along;
  const double strain[9] = {along, 0, 0, 0, across, 0, 0, 0, across};
  auto stress = nmc.stress(3, strain, 0);
  BOOST_TEST(std::fabs(stress[0] / s - 1) < 1e-12);
  BOOST_TEST((std::fabs(stress[4]) < 1e-6 * s && std::fabs(stress[8]) < 1e-6 * s));
  BOOST_TEST(std::fabs(von_mises_stress(stress) / s - 1) < 1e-12);
  BOOST_TEST(std::fabs(hydrostatic_stress(stress) / s - 1.0 / 3) < 1e-12);
  // Free swelling is free of stress; clamped it is -3 K e.
  const double swelling[9] = {0.01, 0, 0, 0, 0.01, 0, 0, 0, 0.01}, none[9] = {};
  BOOST_TEST(std::fabs(nmc.stress(3, swelling, 0.01)[4]) < 1e-3);
  BOOST_TEST(std::fabs(nmc.stress(3, none, 0.01)[8] / (-3 * nmc.bulk() * 0.01) - 1) < 1e-12);
  // Shear: tau = 2 mu eps_xy, von Mises sqrt(3) tau.
  const double shear[4] = {0, 0.001, 0.001, 0};
  stress = nmc.stress(2, shear, 0);
  BOOST_TEST(std::fabs(stress[1] - 2 * nmc.shear() * 0.001) < 1e-3);
  BOOST_TEST(std::fabs(von_mises_stress(stress) / (std::sqrt(3.0) * stress[1]) - 1) < 1e-12);
}

BOOST_AUTO_TEST_CASE(plane_strain_is_three_dimensions_without_zz) {
  const Elasticity binder{2e9, 0.35};
  const double flat[4] = {2e-3, 5e-4, 5e-4, -1e-3}, solid[9] = {2e-3, 5e-4, 0, 5e-4, -1e-3, 0, 0, 0, 0};
  const auto a = binder.stress(2, flat, -0.004), b = binder.stress(3, solid, -0.004);
  for (int i = 0; i < 9; ++i) BOOST_TEST(std::fabs(a[i] - b[i]) < 1e-6);
}
