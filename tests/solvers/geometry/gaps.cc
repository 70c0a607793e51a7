// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Gaps between particles that are no balls: two equal ellipsoids side by side are as far apart as a point is
// from one twice as large.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "solvers/geometry/gap_between.h"
#include "solvers/geometry/superellipsoid_shapes.h"

using namespace catena;

namespace {

/// Half axes 6, 2 (, 3) um, turned; the second is displaced such that the gap is as wanted, and faces the
/// first in the given direction of the ellipsoid's parameters.
template <int dim>
double measured(double wanted, double theta, double phi) {
  std::array<double, dim> axes{};
  axes[0] = 6;
  axes[1] = 2;
  std::array<double, dim> unit{};
  unit[0] = std::cos(theta) * std::cos(phi);
  unit[1] = std::sin(theta) * std::cos(phi);
  if constexpr (dim == 3) {
    axes[2] = 3;
    unit[2] = std::sin(phi);
  }
  dealii::Tensor<1, dim> foot, normal;
  for (int c = 0; c < dim; ++c) {
    foot[c] = 2 * axes[c] * unit[c];
    normal[c] = unit[c] / axes[c];
  }
  normal /= normal.norm();
  Superellipsoid<dim> body;
  body.half_axes = axes;
  body.rotation = rotation_by_angles<dim>({30, 20, 50});
  Point<dim> box, middle;
  for (int c = 0; c < dim; ++c) {
    box[c] = 60;
    middle[c] = 20;
  }
  body.center = middle;
  Superellipsoid<dim> other = body;
  other.center = middle + dealii::transpose(body.rotation) * (foot + wanted * normal);
  const SuperellipsoidShapes<dim> shapes(box, {body, other});
  return gap_between<dim>(shapes, 0, 1);
}

}  // namespace

BOOST_AUTO_TEST_CASE(gaps_of_ellipses) {
  for (const double wanted : {0.1, 0.7, 3.0})
    for (const double theta : {0., 0.2, 0.8, 1.3, std::acos(0.)}) {
      BOOST_TEST_CONTEXT("gap " << wanted << ", theta " << theta)
      BOOST_TEST(measured<2>(wanted, theta, 0) == wanted, boost::test_tools::tolerance(1e-4));
    }
}

BOOST_AUTO_TEST_CASE(gaps_of_ellipsoids) {
  for (const double wanted : {0.3, 2.0})
    for (const double theta : {0.3, 1.2})
      for (const double phi : {0.2, 0.9}) {
        BOOST_TEST_CONTEXT("gap " << wanted << ", theta " << theta << ", phi " << phi)
        BOOST_TEST(measured<3>(wanted, theta, phi) == wanted, boost::test_tools::tolerance(1e-4));
      }
}

BOOST_AUTO_TEST_CASE(overlaps_are_negative) { BOOST_TEST(measured<2>(-0.3, 0.8, 0) < -0.1); }
