// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/electrochemistry/bulk_operators.h"

#include <algorithm>

#include "solvers/cut_cells/cell_products.h"
#include "solvers/cut_cells/check_petsc.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/materials/physical_constants.h"

namespace catena {
namespace {

/// D where the ghost penalty of a D that varies takes it from: its mean over the window in use.
double typical_diffusivity(const Material& material) {
  constexpr int count = 33;
  double sum = 0;
  for (int i = 0; i < count; ++i) {
    const double x = material.lowest_stoichiometry +
                     (material.highest_stoichiometry - material.lowest_stoichiometry) * i / (count - 1);
    double D, slope;
    material.diffusivity->evaluate(1, &x, &D, &slope);
    sum += D;
  }
  return sum / count;
}

}  // namespace

double charge_per_length(double concentration) { return faraday_constant * concentration * metres_per_um; }

template <int dim>
BulkOperators<dim>::BulkOperators(const ElectrodeFields<dim>& fields, const ElectrodeGeometry<dim>& geometry,
                                  const Material& material, const ElectrochemistryOptions& options)
    : fields_(fields), assembly_(fields.numbering(), fields.constraints()) {
  using Fields = ElectrodeFields<dim>;
  const unsigned int count = fields.numbering().fields();
  std::vector<std::pair<unsigned int, unsigned int>> coupled;
  for (unsigned int f = 0; f < count; ++f)
    for (unsigned int g = f + 1; g < count; ++g) coupled.push_back({f, g});
  assembly_.make_pattern(coupled);
  assembly_.start(storage_);
  conduction_.reinit(storage_);

  const double ghost = options.ghost_weight > 0      ? options.ghost_weight
                       : fields.mesh().degree() == 1 ? 0.1
                                                     : 0.01;
  const auto constant = [](double value) { return [value](const dealii::Point<dim>&) { return value; }; };
  const double capacity = charge_per_length(material.maximum_concentration);
  const bool linear = dynamic_cast<const ConstantDiffusivity*>(material.diffusivity.get()) != nullptr;
  const double typical = capacity * um2_per_m2 * typical_diffusivity(material);
  add_storage(fields.index(Fields::concentration), capacity, ghost);
  add_conduction(fields.index(Fields::concentration), constant(linear ? typical : 0.), constant(typical),
                 ghost);

  const auto electrons = [&](const dealii::Point<dim>& point) {
    return S_per_m_in_um *
           (geometry.carbon_binder->high(point) ? material.high_conductivity : material.low_conductivity);
  };
  add_conduction(fields.index(Fields::electron_potential), electrons, electrons, ghost);

  if (fields.has(Fields::electrolyte_potential)) {
    const double c_e = material.electrolyte->values().concentration;
    double kappa, D, slope;
    material.electrolyte->conductivity(1, &c_e, &kappa, &slope);
    material.electrolyte->diffusivity(1, &c_e, &D, &slope);
    const double share = material.electrolyte->effective_share();
    const bool constant_salt = !fields.has(Fields::salt);
    const double ions = S_per_m_in_um * share * kappa;
    add_conduction(fields.index(Fields::electrolyte_potential), constant(constant_salt ? ions : 0.),
                   constant(ions), ghost);
    if (!constant_salt) {
      const double salt = charge_per_length(c_e);
      add_storage(fields.index(Fields::salt), salt * material.electrolyte->values().porosity, ghost);
      add_conduction(fields.index(Fields::salt), constant(0.), constant(salt * um2_per_m2 * share * D),
                     ghost);
    }
  }
  if (fields.has(Fields::particle_potential)) {
    const auto conductivity = constant(S_per_m_in_um * options.particle_conductivity);
    add_conduction(fields.index(Fields::particle_potential), conductivity, conductivity, ghost);
  }
  assembly_.forget_pattern();
  assembly_.finish(storage_, 0.);
  assembly_.finish(conduction_, 1.);
}

template <int dim>
void BulkOperators<dim>::start(Matrix& matrix) const {
  matrix.reinit(storage_);
}

template <int dim>
void BulkOperators<dim>::add_storage(unsigned int f, double coefficient, double ghost_weight) {
  assembly_.add_cells(
      f,
      [&](const Cell&, const Geometry&, const ShapeTable<dim>& table, std::vector<double>& matrix) {
        std::vector<double> factors(table.weight);
        for (double& factor : factors) factor *= coefficient;
        add_mass(table, factors, matrix);
      },
      storage_);
  const double h =
      *std::max_element(fields_.mesh().finest_edge().begin(), fields_.mesh().finest_edge().end());
  assembly_.add_ghost_penalty(
      f, [&](const Geometry&, const Geometry&) { return coefficient * ghost_weight * h * h; }, storage_);
}

template <int dim>
void BulkOperators<dim>::add_conduction(unsigned int f, const Coefficient& bulk, const Coefficient& of_cell,
                                        double ghost_weight) {
  const auto& mesh = fields_.mesh();
  assembly_.add_cells(
      f,
      [&](const Cell&, const Geometry& geometry, const ShapeTable<dim>& table, std::vector<double>& matrix) {
        std::vector<double> factors(table.weight);
        for (unsigned int q = 0; q < table.points; ++q)
          factors[q] *= bulk(mesh.place(geometry, table.unit_points[q]));
        add_stiffness(table, factors, matrix);
      },
      conduction_);
  const auto centre = [&mesh](const Geometry& cell) {
    dealii::Point<dim> middle;
    for (int axis = 0; axis < dim; ++axis) middle[axis] = 0.5;
    return mesh.place(cell, middle);
  };
  assembly_.add_ghost_penalty(
      f,
      [&](const Geometry& first, const Geometry& second) {
        return ghost_weight * std::min(of_cell(centre(first)), of_cell(centre(second)));
      },
      conduction_);
}

template class BulkOperators<2>;
template class BulkOperators<3>;

}  // namespace catena
