// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/cut_quadrature.h"

#include <deal.II/base/quadrature_lib.h>
#include <deal.II/hp/q_collection.h>
#include <deal.II/non_matching/quadrature_generator.h>

#include "solvers/cut_cells/cell_level_set.h"

namespace catena {
namespace {

template <int dim>
double volume_of(const std::array<double, dim>& edge) {
  double volume = 1;
  for (const double length : edge) volume *= length;
  return volume;
}

}  // namespace

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
    : degree_(element.degree),
      shapes_(element),
      generator_(std::make_unique<Generator>(element)),
      film_(element) {}

template <int dim>
CutQuadrature<dim>::~CutQuadrature() = default;

template <int dim>
void CutQuadrature<dim>::add_shapes(const std::array<double, dim>& edge, ShapeTable<dim>& table) {
  table.points = static_cast<unsigned int>(table.unit_points.size());
  table.shapes = shapes_.count();
  table.value.reserve(static_cast<std::size_t>(table.points) * table.shapes);
  table.gradient.reserve(static_cast<std::size_t>(table.points) * table.shapes);
  for (const auto& point : table.unit_points) {
    const auto& [values, gradients] = shapes_.values_and_gradients(point);
    table.value.insert(table.value.end(), values.begin(), values.end());
    for (auto gradient : gradients) {
      for (int axis = 0; axis < dim; ++axis) gradient[axis] /= edge[axis];
      table.gradient.push_back(gradient);
    }
  }
}

template <int dim>
ShapeTable<dim> CutQuadrature<dim>::table(const dealii::Quadrature<dim>& rule,
                                          const std::array<double, dim>& edge) {
  ShapeTable<dim> table;
  table.unit_points = rule.get_points();
  for (const double weight : rule.get_weights()) table.weight.push_back(weight * volume_of<dim>(edge));
  add_shapes(edge, table);
  return table;
}

template <int dim>
ShapeTable<dim> CutQuadrature<dim>::whole(const std::array<double, dim>& edge) {
  return table(dealii::QGauss<dim>(degree_ + 1), edge);
}

template <int dim>
ShapeTable<dim> CutQuadrature<dim>::film(const std::vector<std::vector<double>>& level_sets,
                                         const std::vector<ShapeTable<dim>>& insides,
                                         const std::array<double, dim>& edge) {
  std::vector<dealii::Quadrature<dim>> particles;
  for (const auto& inside : insides) {
    std::vector<double> weights;
    for (const double weight : inside.weight) weights.push_back(weight / volume_of<dim>(edge));
    particles.emplace_back(inside.unit_points, weights);
  }
  return table(film_.rule(level_sets, particles), edge);
}

template <int dim>
void CutQuadrature<dim>::cut(const std::vector<double>& level_set, const std::array<double, dim>& edge,
                             ShapeTable<dim>& inside, ShapeTable<dim>& outside, ShapeTable<dim>& interface) {
  generator_->level_set.values() = level_set;
  generator_->generator.generate(generator_->level_set, generator_->box);
  inside = table(generator_->generator.get_inside_quadrature(), edge);
  outside = table(generator_->generator.get_outside_quadrature(), edge);
  const double volume = volume_of<dim>(edge);

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
