// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// What Mechanics is made of; for its own source files.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "solvers/geometry/mesh_units.h"
#include "solvers/mechanics/equilibrium.h"
#include "solvers/mechanics/mechanics.h"
#include "solvers/mechanics/nodal_stress.h"

namespace catena {

/// Nitsche's kappa in GPa/um; 0: a spring serves.
template <int dim>
double stabilisation(const CutMesh<dim>& mesh, const Material& material, const MechanicsOptions& options) {
  const double h = *std::max_element(mesh.finest_edge().begin(), mesh.finest_edge().end());
  const double particle = material.particle.young * gpa_per_pa,
               matrix = material.carbon_binder.young * gpa_per_pa;
  const double spring = material.cohesive_law->stiffness() * gpa_um_per_pa_m;
  const double most = mesh.degree() == 1 ? 4 : 16;
  if (options.form == InterfaceForm::spring) return 0;
  if (options.form == InterfaceForm::automatic && spring * h <= most * matrix) return 0;
  return options.nitsche * mesh.degree() * 2 * particle * matrix / (particle + matrix) / h;
}

inline double ghost_weight(double stabilisation, const MechanicsOptions& options) {
  if (options.ghost_weight > 0) return options.ghost_weight;
  return stabilisation > 0 ? 0.03 : 0.01;
}

template <int dim>
struct Mechanics<dim>::Parts {
  using Vector = typename DisplacementSpace<dim>::Vector;

  Parts(const CutMesh<dim>& mesh, const InterfacePoints<dim>& points, const ElectrodeGeometry<dim>& geometry,
        const Material& material, const MechanicsOptions& wanted)
      : options(wanted),
        kappa(stabilisation(mesh, material, options)),
        misfit(*material.volume_change, material.initial_stoichiometry),
        space(mesh),
        bulk(space, material.particle, material.carbon_binder, ghost_weight(kappa, options)),
        interface(space, points, bulk, *material.cohesive_law, kappa),
        nodal_stress(mesh),
        displacement(space.make_vector()),
        accepted(space.make_vector()),
        earlier(space.make_vector()),
        guess(space.make_vector()),
        load(space.make_vector()),
        outer_load(space.make_vector()),
        with_ghosts(space.numbering().owned(), space.numbering().relevant(), mesh.communicator()),
        concentration(space.phase(0).cells().size() * element_shapes(mesh.degree()),
                      material.initial_stoichiometry),
        accepted_concentration(concentration) {
    for (int axis = 0; axis < dim; ++axis)
      for (const bool far : {false, true})
        if (axis < dim - 1 || far || options.separator_fixed) space.hold_normal(axis, far);
    if (!options.separator_fixed && options.stack_pressure != 0)
      bulk.add_pressure_load(options.stack_pressure, outer_load);
    const double limit = options.direct_limit * (dim == 2 ? 80. : 1.);
    typename Equilibrium<dim>::Limits limits{options.tolerance, options.most_iterations,
                                             static_cast<double>(space.numbering().size()) <= limit, nullptr};
    if (const auto* shapes = geometry.shapes.get())
      limits.place = [shapes](const dealii::Point<dim>& point) {
        return " at particle " + std::to_string(shapes->particles()[shapes->nearest(point)].id);
      };
    equilibrium = std::make_unique<Equilibrium<dim>>(space, bulk, interface, limits);
  }

  static std::size_t element_shapes(unsigned int degree) {
    return static_cast<std::size_t>(std::lround(std::pow(degree + 1, dim)));
  }

  std::vector<double> at_cells(int p, const Vector& vector) const {
    Vector whole = with_ghosts;
    whole = vector;
    std::vector<double> all, of_cell;
    for (const auto& cell : space.phase(p).cells()) {
      of_cell.resize(cell.unknowns.size());
      whole.extract_subvector_to(space.numbering().numbers(p, cell.unknowns), of_cell);
      all.insert(all.end(), of_cell.begin(), of_cell.end());
    }
    return all;
  }

  void set_from_cells(const Displacements& values, Vector& vector) const {
    const auto& owned = space.numbering().owned();
    for (int p = 0; p < 2; ++p) {
      const double* value = values[p].data();
      for (const auto& cell : space.phase(p).cells())
        for (const auto number : space.numbering().numbers(p, cell.unknowns)) {
          if (owned.is_element(number)) vector(number) = *value;
          ++value;
        }
    }
    vector.compress(dealii::VectorOperation::insert);
  }

  MechanicsOptions options;
  double kappa;
  mutable MisfitStrain misfit;
  DisplacementSpace<dim> space;
  ElasticBulk<dim> bulk;
  CohesiveInterface<dim> interface;
  mutable NodalStress<dim> nodal_stress;
  Vector displacement, accepted, earlier, guess, load, outer_load;
  Vector with_ghosts;
  std::vector<double> concentration, accepted_concentration;
  std::unique_ptr<Equilibrium<dim>> equilibrium;
};

}  // namespace catena
