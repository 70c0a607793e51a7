// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/cut_quadrature.h"

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/hp/q_collection.h>
#include <deal.II/non_matching/quadrature_generator.h>

#include "solvers/cut_cells/cell_level_set.h"

namespace catena {

template <int dim>
struct CutQuadrature<dim>::Generator {
  explicit Generator(const dealii::FE_Q<dim>& element)
      : level_set(element),
        rules(dealii::QGauss<1>(element.degree + 1)),
        generator(rules),
        box(std::make_pair(dealii::Point<dim>(), ones())) {}
  static dealii::Point<dim> ones() {
    dealii::Point<dim> point;
    for (int axis = 0; axis < dim; ++axis) point[axis] = 1;
    return point;
  }

  CellLevelSet<dim> level_set;
  dealii::hp::QCollection<1> rules;
  dealii::NonMatching::QuadratureGenerator<dim> generator;
  dealii::BoundingBox<dim> box;
};

template <int dim>
CutQuadrature<dim>::CutQuadrature(const dealii::FE_Q<dim>& element)
    : element_(element), generator_(std::make_unique<Generator>(element)) {}

template <int dim>
CutQuadrature<dim>::~CutQuadrature() = default;

template <int dim>
void CutQuadrature<dim>::add_shapes(const std::array<double, dim>& edge, ShapeTable<dim>& table) const {
  table.points = static_cast<unsigned int>(table.unit_points.size());
  table.shapes = element_.n_dofs_per_cell();
  table.value.reserve(static_cast<std::size_t>(table.points) * table.shapes);
  table.gradient.reserve(static_cast<std::size_t>(table.points) * table.shapes);
  for (const auto& point : table.unit_points)
    for (unsigned int i = 0; i < table.shapes; ++i) {
      table.value.push_back(element_.shape_value(i, point));
      auto gradient = element_.shape_grad(i, point);
      for (int axis = 0; axis < dim; ++axis) gradient[axis] /= edge[axis];
      table.gradient.push_back(gradient);
    }
}

template <int dim>
ShapeTable<dim> CutQuadrature<dim>::whole(const std::array<double, dim>& edge) const {
  ShapeTable<dim> table;
  double volume = 1;
  for (const double length : edge) volume *= length;
  const dealii::QGauss<dim> rule(element_.degree + 1);
  table.unit_points = rule.get_points();
  for (const double weight : rule.get_weights()) table.weight.push_back(weight * volume);
  add_shapes(edge, table);
  return table;
}

template <int dim>
void CutQuadrature<dim>::cut(const std::vector<double>& level_set, const std::array<double, dim>& edge,
                             ShapeTable<dim>& inside, ShapeTable<dim>& outside, ShapeTable<dim>& interface) {
  generator_->level_set.values() = level_set;
  generator_->generator.generate(generator_->level_set, generator_->box);
  double volume = 1;
  for (const double length : edge) volume *= length;

  const auto fill = [&](const dealii::Quadrature<dim>& rule, ShapeTable<dim>& table) {
    table.unit_points = rule.get_points();
    for (const double weight : rule.get_weights()) table.weight.push_back(weight * volume);
    add_shapes(edge, table);
  };
  fill(generator_->generator.get_inside_quadrature(), inside);
  fill(generator_->generator.get_outside_quadrature(), outside);

  const auto& surface = generator_->generator.get_surface_quadrature();
  interface.unit_points = surface.get_points();
  for (unsigned int q = 0; q < surface.size(); ++q) {
    // Nanson: an element of area in the unit cell becomes |J| J^-T n dA.
    dealii::Tensor<1, dim> normal = surface.normal_vector(q);
    for (int axis = 0; axis < dim; ++axis) normal[axis] /= edge[axis];
    const double stretch = normal.norm();
    interface.weight.push_back(surface.weight(q) * volume * stretch);
    interface.normal.push_back(normal / stretch);
  }
  add_shapes(edge, interface);
}

template class CutQuadrature<2>;
template class CutQuadrature<3>;

}  // namespace catena
