// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Potential, diffusivity, exchange current density and volume of the particles: published values, slopes
// against differences, behaviour outside of the window.
#include <boost/test/unit_test.hpp>
#include <functional>
#include <vector>

#include "jobs/run/error.h"
#include "solvers/materials/diffusivity.h"
#include "solvers/materials/exchange_current_density.h"
#include "solvers/materials/open_circuit_potential.h"
#include "solvers/materials/physical_constants.h"
#include "solvers/materials/volume_change.h"
#include "tests/solvers/materials/central_difference.h"

using namespace catena;
using catena_test::central_difference;
using catena_test::relative;

namespace {

/// Calls `check(x, value, slope, difference)` all over [low, high], in one batch.
template <class Law>
void for_slopes(const Law& law, double low, double high,
                const std::function<void(double, double, double, double)>& check) {
  std::vector<double> x, value, slope;
  for (int k = 0; k <= 200; ++k) x.push_back(low + (high - low) * (k + 0.37) / 201);
  value.resize(x.size());
  slope.resize(x.size());
  law.evaluate(x.size(), x.data(), value.data(), slope.data());
  for (std::size_t q = 0; q < x.size(); ++q) {
    const auto f = [&](double at) {
      double v, s;
      law.evaluate(1, &at, &v, &s);
      return v;
    };
    check(x[q], value[q], slope[q], central_difference(f, x[q], 1e-4));
  }
}

double potential(const OpenCircuitPotential& law, double x) {
  double U, dU;
  law.evaluate(1, &x, &U, &dU);
  return U;
}

}  // namespace

BOOST_AUTO_TEST_CASE(chen_2020_has_its_values_and_falls) {
  const Chen2020Potential law;
  const double known[][2] = {{0.2, 4.4690}, {0.27, 4.2730}, {0.3, 4.2054}, {0.4, 4.1047}, {0.5, 3.9720},
                             {0.6, 3.8245}, {0.7, 3.7304},  {0.8, 3.6491}, {0.9, 3.5682}, {1.0, 3.4873}};
  for (const auto& [x, U] : known) BOOST_TEST(std::fabs(potential(law, x) - U) < 6e-5);
  for_slopes(law, 0.0, 1.0, [](double x, double, double slope, double difference) {
    BOOST_TEST(relative(slope, difference, 1) < 1e-6, "slope at " << x);
    BOOST_TEST(slope < 0);
  });
}

BOOST_AUTO_TEST_CASE(the_knee_pulls_the_end_of_discharge_down_and_overflows_nowhere) {
  const Chen2020Potential plain, knee(0.5, 0.01);
  BOOST_TEST(std::fabs(potential(plain, 1) - potential(knee, 1) - 0.5) < 1e-12);
  BOOST_TEST(std::fabs(potential(plain, 0.8) - potential(knee, 0.8)) < 1e-8);
  for_slopes(knee, 0.9, 1.019, [](double, double, double slope, double difference) {
    BOOST_TEST(relative(slope, difference, 100) < 1e-5);
  });
  BOOST_TEST(std::isfinite(potential(knee, 100)));
  BOOST_TEST(std::fabs(potential(knee, 1.02 + 1e-9) - potential(knee, 1.02 - 1e-9)) < 1e-5);
}

BOOST_AUTO_TEST_CASE(other_potentials) {
  const LinearPotential line(3.8, -1.2, 0.6);
  BOOST_TEST(std::fabs(potential(line, 0.7) - 3.68) < 1e-14);
  const ExpressionPotential text(
      Expression("-0.8090*x + 4.4875 - 0.0428 * tanh(18.5138*(x - 0.5542)) "
                 "- 17.7326*tanh(15.7890*(x-0.3117)) + 17.5842*tanh(15.9308*(x-0.3120))"));
  const Chen2020Potential chen;
  std::vector<double> x, y;
  for (int k = 0; k <= 400; ++k) {
    x.push_back(0.2 + 0.75 * k / 400);
    y.push_back(potential(chen, x.back()));
    BOOST_TEST(std::fabs(potential(text, x.back()) - y.back()) < 1e-12);
  }
  const TabulatedPotential table{MonotoneCubic(x, y)};
  for_slopes(table, 0.2, 0.95, [&](double at, double U, double slope, double difference) {
    BOOST_TEST(std::fabs(U - potential(chen, at)) < 1e-5);
    BOOST_TEST(relative(slope, difference, 1) <
               5e-3);  // a difference across a point of the table is not of 4th order
  });
  BOOST_TEST(table.range().lowest == 0.2);
  BOOST_TEST(table.range().highest == 0.95);
}

BOOST_AUTO_TEST_CASE(diffusivities) {
  const ORegan2022Diffusivity law;
  const double known[][2] = {{0.9, 3.6e-15}, {0.8, 3.0e-15}, {0.5, 7.3e-15},
                             {0.4, 1.0e-14}, {0.3, 4.3e-15}, {0.25, 2.0e-14}};
  for (const auto& [x, D] : known) {
    double value, slope;
    law.evaluate(1, &x, &value, &slope);
    BOOST_TEST(relative(value, D, D) < 0.03, "D(" << x << ") = " << value);
  }
  for_slopes(law, 0.0, 1.0, [](double, double D, double slope, double difference) {
    BOOST_TEST(relative(slope, difference, 20 * D) < 1e-6);
  });
  for_slopes(ConstantDiffusivity(3e-14), 0.0, 1.0, [](double, double D, double slope, double) {
    BOOST_TEST(D == 3e-14);
    BOOST_TEST(slope == 0);
  });
  const TabulatedDiffusivity table({0.2, 0.5, 0.9}, {1e-14, 4e-15, 2e-14});
  for_slopes(table, -1.0, 2.0, [](double, double D, double, double) { BOOST_TEST(D > 0); });
  BOOST_CHECK_THROW(TabulatedDiffusivity({0.2, 0.9}, {1e-14, 0}), InputError);
  for_slopes(ExpressionDiffusivity(Expression("8.794e-15*x**2 - 3.972e-14*x + 4.862e-14")), 0.0, 1.0,
             [](double, double D, double slope, double difference) {
               BOOST_TEST(relative(slope, difference, D) < 1e-8);
             });
}

BOOST_AUTO_TEST_CASE(exchange_current_densities) {
  const auto check = [](const ExchangeCurrentDensity& law, double x, double c_e, double step) {
    double i0, by_x, by_c, unused;
    law.evaluate(1, &x, &c_e, &i0, &by_x, &by_c);
    const auto of_x = [&](double at) {
      double v;
      law.evaluate(1, &at, &c_e, &v, &unused, &unused);
      return v;
    };
    const auto of_c = [&](double at) {
      double v;
      law.evaluate(1, &x, &at, &v, &unused, &unused);
      return v;
    };
    BOOST_TEST(i0 > 0);
    BOOST_TEST(relative(by_x, central_difference(of_x, x, step), std::fabs(by_x) + i0) < 1e-5,
               "by x at " << x);
    BOOST_TEST(relative(by_c, central_difference(of_c, c_e, 1e-3 * c_e), i0 / c_e) < 1e-6, "by c_e at " << x);
    return i0;
  };
  const auto law = ExchangeCurrentDensity::o_regan_2022();
  BOOST_TEST(relative(check(law, 0.43, 1000, 1e-5), 5.028 * std::pow(0.43, 0.43) * std::pow(0.57, 0.57), 1) <
             1e-12);
  BOOST_TEST(relative(check(law, 0.5, 500, 1e-5), 5.028 * 0.5 * std::pow(0.5, 0.57), 1) < 1e-12);
  for (const double x : {0.01, 0.3, 0.9, 0.99}) check(law, x, 1234, 1e-5);
  for (const double x : {5e-5, -1e-3, -3e-3, 1 - 5e-5, 1.001}) check(law, x, 1000, 1e-8);  // beyond the guard
  // Chen et al. (2020): 3.4 A/m^2 at x = 1/2 with their c_max.
  const auto chen = ExchangeCurrentDensity::newman(3.42e-6, 63104);
  BOOST_TEST(relative(check(chen, 0.5, 1000, 1e-5), 3.42e-6 * std::sqrt(1000.0) * 63104 / 2, 1) < 1e-12);
  // The guard: continuous with its slope at 1e-4, above zero and finite everywhere.
  for (const double at : {1e-4, 1 - 1e-4}) {
    const double x[2] = {at - 1e-12, at + 1e-12}, c_e[2] = {1000, 1000};
    double i0[2], by_x[2], by_c[2];
    law.evaluate(2, x, c_e, i0, by_x, by_c);
    BOOST_TEST(relative(i0[0], i0[1], i0[0]) < 1e-6);
    BOOST_TEST(relative(by_x[0], by_x[1], std::fabs(by_x[0])) < 1e-6);
  }
  for (const double at : {-1e6, -1.0, -0.1, 0.0, 1.0, 1.1, 2.0, 1e6}) {
    double i0, by_x, by_c;
    const double c_e = -500;
    law.evaluate(1, &at, &c_e, &i0, &by_x, &by_c);
    BOOST_TEST((i0 > 0 && std::isfinite(i0) && std::isfinite(by_x) && std::isfinite(by_c)));
  }
}

BOOST_AUTO_TEST_CASE(volume_changes) {
  const CollapseVolumeChange collapse;
  const double known[][2] = {{0.5, -0.0134}, {0.4, -0.0188}, {0.27, -0.0407}, {0.2, -0.0561}};
  for (const auto& [x, v] : known) {
    double value, slope;
    collapse.evaluate(1, &x, &value, &slope);
    BOOST_TEST(std::fabs(value - v) < 1e-3, "v(" << x << ") = " << value);
  }
  for_slopes(collapse, -0.5, 1.0, [](double, double, double slope, double difference) {
    BOOST_TEST(slope > 0);
    BOOST_TEST(relative(slope, difference, 1) < 1e-9);
  });
  const ConstantMolarVolume constant(1.45e-6, 49146);
  const double x[2] = {0.2, 0.9};
  double v[2], slope[2], Omega[2];
  constant.evaluate(2, x, v, slope);
  BOOST_TEST(std::fabs(v[1] - v[0] - 0.7 * 1.45e-6 * 49146) < 1e-15);  // 5 % over 0.7
  constant.partial_molar_volume(2, x, 49146, Omega);
  BOOST_TEST(relative(Omega[0], 1.45e-6, 1.45e-6) < 1e-14);
  const double far = -1e4;
  double value;
  collapse.evaluate(1, &far, &value, slope);
  BOOST_TEST(std::isfinite(value));
}
