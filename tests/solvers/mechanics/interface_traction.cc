// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Traction as a function of what drives it has one value in every mode, or is refused.
#include "solvers/mechanics/interface_traction.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>

#include "jobs/run/error.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/materials/bilinear_cohesive_law.h"

using namespace catena;

namespace {

/// In mode I 8.2e13 Pa/m steep, in shear 4.2e14 Pa/m.
BilinearCohesiveLaw brittle_in_shear() {
  BilinearCohesiveLaw::Values values;
  values.strength = values.shear_strength = 9e6;
  values.toughness = 0.5;
  values.shear_toughness = 0.1;
  values.mixed = true;
  return {values, CohesiveFatigue()};
}

double slope(double strength, double toughness, double stiffness) {
  return strength / (2 * toughness / strength - strength / stiffness);
}

std::string refused(const CohesiveLaw& law, int dim, double stabilisation) {
  try {
    const InterfaceTraction traction(law, dim, stabilisation);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

BOOST_AUTO_TEST_CASE(softening_steeper_than_the_stabilisation_is_refused) {
  const double opening = slope(9e6, 0.5, 1e16) * gpa_um_per_pa_m,
               shear = slope(9e6, 0.1, 1e16) * gpa_um_per_pa_m;
  BilinearCohesiveLaw::Values alike;
  alike.strength = 9e6;
  const BilinearCohesiveLaw one_mode(alike, CohesiveFatigue());
  const BilinearCohesiveLaw mixed = brittle_in_shear();
  for (const int dim : {2, 3}) {
    BOOST_TEST(refused(one_mode, dim, 1.001 * opening) == "");
    const std::string sentence = refused(one_mode, dim, 0.99 * opening);
    BOOST_TEST(sentence.find("Interface/Strength") == 0u);
    BOOST_TEST(sentence.find("Cells per radius") != std::string::npos);
    // Steeper than what mode I alone has.
    BOOST_TEST(refused(mixed, dim, 2 * opening) != "");
    BOOST_TEST(refused(mixed, dim, 0.99 * shear) != "");
    BOOST_TEST(refused(mixed, dim, 2 * shear) == "");
  }
}

// Where shear counts more than opening, it softens faster also with one toughness for both.
BOOST_AUTO_TEST_CASE(a_weight_on_shear_steepens_it) {
  BilinearCohesiveLaw::Values values;
  values.strength = 9e6;
  values.shear_weight = 2;
  const BilinearCohesiveLaw law(values, CohesiveFatigue());
  const double shear = 4 * slope(9e6, 0.5, 1e16) * gpa_um_per_pa_m;
  BOOST_TEST(refused(law, 2, 0.99 * shear) != "");
  BOOST_TEST(refused(law, 2, 1.05 * shear) == "");
}

// With twice the steepest softening the traction follows the drive without jumps through all of the
// softening.
BOOST_AUTO_TEST_CASE(traction_is_continuous_in_the_drive) {
  const BilinearCohesiveLaw law = brittle_in_shear();
  const double kappa = 2 * slope(9e6, 0.1, 1e16) * gpa_um_per_pa_m;
  const InterfaceTraction interface(law, 2, kappa);
  for (const double degrees : {0., 30., 60., 80., 90.}) {
    const double angle = degrees * std::acos(-1.) / 180;
    const double end = 2 * kappa * 0.12;  // um: all modes have failed
    constexpr int steps = 4000;
    double before[2] = {0, 0}, widest = 0, last = 0;
    for (int k = 1; k <= steps; ++k) {
      const double drive[3] = {end * k / steps * std::cos(angle), end * k / steps * std::sin(angle), 0};
      double traction[3], tangent[9], opening[3];
      CohesiveState updated;
      interface.evaluate(drive, {}, traction, tangent, opening, updated);
      for (int c = 0; c < 2; ++c)
        BOOST_TEST_REQUIRE(std::abs(kappa * opening[c] + traction[c] - drive[c]) < 1e-10 * end);
      widest = std::max(widest, std::hypot(opening[0] - before[0], opening[1] - before[1]));
      std::copy_n(opening, 2, before);
      last = std::hypot(traction[0], traction[1]);
    }
    BOOST_TEST_MESSAGE(degrees << " degrees: widest step of the opening " << widest << " um");
    BOOST_TEST(last < 1e-2 * 9e-3);  // but for the residual stiffness
    // d(opening) = (kappa + T')^-1 d(drive) with T' > -kappa/2.
    BOOST_TEST(widest < 4 * end / steps / kappa);
  }
}
