// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// Shape functions that are evaluated all at once are those of deal.II's element, with their derivatives; and
// mass and stiffness made of them are the sums that they stand for.
#include "solvers/cut_cells/shape_functions.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "solvers/cut_cells/cell_products.h"

using catena::ShapeFunctions;
using catena::ShapeTable;

namespace {

template <int dim>
std::vector<dealii::Point<dim>> points() {
  std::vector<dealii::Point<dim>> points(4);
  for (std::size_t p = 0; p < points.size(); ++p)
    for (int axis = 0; axis < dim; ++axis) points[p][axis] = 0.1 + 0.23 * p + 0.07 * axis * (p % 2);
  return points;
}

template <int dim>
void check_shapes(unsigned int degree) {
  const dealii::FE_Q<dim> element(degree);
  ShapeFunctions<dim> shapes(element);
  BOOST_REQUIRE(shapes.count() == element.n_dofs_per_cell());
  for (const auto& point : points<dim>()) {
    const auto& values = shapes.values(point);
    const auto& gradients = shapes.gradients(point);
    const auto& hessians = shapes.hessians(point);
    for (unsigned int i = 0; i < shapes.count(); ++i) {
      BOOST_TEST(std::abs(values[i] - element.shape_value(i, point)) < 1e-13);
      BOOST_TEST((gradients[i] - element.shape_grad(i, point)).norm() < 1e-12);
      BOOST_TEST(std::abs(shapes.values_and_gradients(point).first[i] - element.shape_value(i, point)) <
                 1e-13);
      BOOST_TEST((shapes.values_and_gradients(point).second[i] - element.shape_grad(i, point)).norm() <
                 1e-12);
      BOOST_TEST((hessians[i] - element.shape_grad_grad(i, point)).norm() < 1e-12);
    }
  }
}

template <int dim>
void check_products(unsigned int degree) {
  const dealii::FE_Q<dim> element(degree);
  ShapeTable<dim> table;
  table.shapes = element.n_dofs_per_cell();
  table.unit_points = points<dim>();
  table.points = static_cast<unsigned int>(table.unit_points.size());
  for (const auto& point : table.unit_points)
    for (unsigned int i = 0; i < table.shapes; ++i) {
      table.value.push_back(element.shape_value(i, point));
      table.gradient.push_back(element.shape_grad(i, point));
    }
  const std::vector<double> factors = {0.3, 0, 1.7, 0.4};
  const unsigned int n = table.shapes;
  std::vector<double> mass(n * n, 2.), stiffness(n * n, 2.);  // on top of what is there
  add_mass(table, factors, mass);
  add_stiffness(table, factors, stiffness);
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int j = 0; j < n; ++j) {
      double of_values = 2, of_gradients = 2;
      for (unsigned int q = 0; q < table.points; ++q) {
        of_values += factors[q] * table.values(q)[i] * table.values(q)[j];
        of_gradients += factors[q] * (table.gradients(q)[i] * table.gradients(q)[j]);
      }
      BOOST_TEST(std::abs(mass[i * n + j] - of_values) < 1e-13);
      BOOST_TEST(std::abs(stiffness[i * n + j] - of_gradients) < 1e-12);
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(shapes_are_those_of_the_element) {
  for (const unsigned int degree : {1u, 2u, 3u}) {
    check_shapes<2>(degree);
    check_shapes<3>(degree);
  }
}

BOOST_AUTO_TEST_CASE(products_are_their_sums) {
  for (const unsigned int degree : {1u, 2u}) {
    check_products<2>(degree);
    check_products<3>(degree);
  }
}
