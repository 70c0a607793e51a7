// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Expressions and tables: what Python makes of the same text, derivatives, what is refused.
#include <boost/test/unit_test.hpp>
#include <string>

#include "jobs/run/error.h"
#include "solvers/materials/expression.h"
#include "solvers/materials/monotone_cubic.h"
#include "tests/solvers/materials/central_difference.h"

using namespace catena;

BOOST_AUTO_TEST_CASE(values_are_those_of_python) {
  const std::pair<const char*, double> cases[] = {{"1 + 2*3", 7},
                                                  {"2 - 3 - 4", -5},
                                                  {"12/2/3", 2},
                                                  {"2**3**2", 512},
                                                  {"2^3", 8},
                                                  {"-x**2", -0.0625},
                                                  {"(-x)**2", 0.0625},
                                                  {"2**-1", 0.5},
                                                  {"-+-x", 0.25},
                                                  {"1.5e-3*.5", 7.5e-4},
                                                  {"5.", 5},
                                                  {"exp(log(x))", 0.25},
                                                  {"sqrt(x)+tanh(0)", 0.5},
                                                  {"cosh(x)**2 - sinh(x)**2", 1},
                                                  {" ( ( x ) ) ", 0.25},
                                                  {"x**x", 0.7071067811865476}};
  for (const auto& [text, expected] : cases) {
    double value, slope;
    Expression(text).evaluate(0.25, value, slope);
    BOOST_TEST(std::fabs(value - expected) < 1e-14 * (1 + std::fabs(expected)), text << " = " << value);
  }
}

BOOST_AUTO_TEST_CASE(derivatives_are_those_of_differences) {
  for (const char* text : {"x**3/(1+x)", "tanh(3*(x-.4))*exp(-x)", "x**x", "sqrt(1+x^2)-log(x)",
                           "sinh(x)/cosh(2*x)", "2**x", "x**-1.5", "7"}) {
    const Expression expression(text);
    const auto f = [&](double x) {
      double v, s;
      expression.evaluate(x, v, s);
      return v;
    };
    for (const double x : {0.1, 0.4, 0.93}) {
      double value, slope;
      expression.evaluate(x, value, slope);
      BOOST_TEST(
          std::fabs(slope - catena_test::central_difference(f, x, 1e-4)) < 1e-6 * (1 + std::fabs(slope)),
          text);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_said_with_its_column) {
  for (const char* text : {"", "1 +", "y", "2 x", "tanh x", "(1", "1)", "1..2", "1e", "x = 1", "sin(x)",
                           "0x10", "1e999", "__import__('os')", "x *** 2"})
    BOOST_CHECK_THROW(Expression{text}, InputError);
  BOOST_CHECK_THROW(Expression(std::string(100000, '(')), InputError);
  BOOST_CHECK_THROW(Expression(std::string(100000, '-')), InputError);
  try {
    Expression("1 + * 2");
    BOOST_ERROR("accepted");
  } catch (const InputError& error) {
    BOOST_TEST(std::string(error.what()).find("column 5") != std::string::npos, error.what());
  }
}

BOOST_AUTO_TEST_CASE(tables_pass_through_their_points_without_overshoot) {
  const std::vector<double> x = {0, 0.1, 0.4, 0.5, 1}, y = {3, 2.9, 2.9, 1, 0.99};
  const MonotoneCubic table(x, y), backwards({1, 0.5, 0.4, 0.1, 0}, {0.99, 1, 2.9, 2.9, 3});
  double value, slope, last = 10;
  for (std::size_t i = 0; i < x.size(); ++i) {
    table.evaluate(x[i], value, slope);
    BOOST_TEST(std::fabs(value - y[i]) < 1e-14);
  }
  for (int k = -20; k <= 120; ++k) {
    const double at = k / 100.0 + 1e-3;
    table.evaluate(at, value, slope);
    BOOST_TEST(value <= last + 1e-14);
    BOOST_TEST(slope <= 1e-14);
    last = value;
    const auto f = [&](double position) {
      double v, s;
      table.evaluate(position, v, s);
      return v;
    };
    BOOST_TEST(std::fabs(slope - catena_test::central_difference(f, at, 1e-4)) < 1e-8);
    double other;
    backwards.evaluate(at, other, slope);
    BOOST_TEST(std::fabs(other - value) < 1e-13);
  }
  BOOST_CHECK_THROW(MonotoneCubic({0}, {1}), InputError);
  BOOST_CHECK_THROW(MonotoneCubic({0, 1, 1}, {1, 2, 3}), InputError);
  BOOST_CHECK_THROW(MonotoneCubic({0, 1}, {1, 2, 3}), InputError);
  BOOST_CHECK_THROW(MonotoneCubic({0, 1}, {1, NAN}), InputError);
}
