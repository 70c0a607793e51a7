// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

#include "solvers/cut_cells/phase_space.h"
#include "solvers/cut_cells/start_petsc.h"
#include "solvers/materials/bilinear_cohesive_law.h"
#include "solvers/mechanics/mechanics.h"

namespace catena {

/// A material whose x is its misfit strain, GPa where it says so.
inline Material misfit_material(double particle_gpa, double matrix_gpa,
                                const BilinearCohesiveLaw::Values& law, const CohesiveFatigue& fatigue = {}) {
  Material material;
  material.initial_stoichiometry = 0;
  material.volume_change = std::make_unique<ConstantMolarVolume>(3., 1.);
  material.particle = {particle_gpa * 1e9, 0.3};
  material.carbon_binder = {matrix_gpa * 1e9, 0.3};
  material.cohesive_law = std::make_unique<BilinearCohesiveLaw>(law, fatigue);
  return material;
}

/// K in GPa/um, T_0 in GPa, opening at failure lf in um.
inline BilinearCohesiveLaw::Values bilinear(double stiffness, double strength, double failure) {
  BilinearCohesiveLaw::Values values;
  values.stiffness = values.contact_stiffness = stiffness * 1e15;
  values.strength = strength * 1e9;
  values.toughness = strength * failure / 2 * 1e3;
  return values;
}

/// Never breaks.
inline BilinearCohesiveLaw::Values unbreakable(double stiffness) {
  return bilinear(stiffness, 1e3, 4e3 / stiffness + 1e3);
}

/// Mesh, interface points and mechanics of one body.
template <int dim>
struct Body {
  using Displacement = std::function<dealii::Tensor<1, dim>(const dealii::Point<dim>&, Phase)>;

  Body(
      MPI_Comm comm, const std::function<double(const dealii::Point<dim>&)>& level_set,
      const MeshOptions<dim>& mesh_options, const Material& material, const MechanicsOptions& options,
      const std::function<std::size_t(const dealii::Point<dim>&)>& particle =
          [](const dealii::Point<dim>&) { return std::size_t{0}; })
      : mesh(comm, {level_set, particle}, mesh_options),
        points(mesh),
        particles(mesh, Phase::particles, 1),
        matrix(mesh, Phase::matrix, 1),
        mechanics(mesh, points, geometry, material, options) {}

  /// x at [owned particle cell][shape] of a function.
  std::vector<double> concentration(const std::function<double(const dealii::Point<dim>&)>& function) const {
    const auto supports = particles.support();
    std::vector<double> values;
    for (const auto& cell : particles.cells())
      for (const auto unknown : cell.unknowns) {
        const auto found = std::lower_bound(supports.begin(), supports.end(), unknown,
                                            [](const auto& s, const auto u) { return s.unknown < u; });
        values.push_back(function(found->point));
      }
    return values;
  }
  NewtonReport solve(double misfit) {
    return mechanics.solve(concentration([&](const dealii::Point<dim>&) { return misfit; }));
  }

  /// L2 norm of the displacement's difference to a function in a phase, over that of the function.
  double displacement_error(Phase phase, const Displacement& exact) const {
    const auto values = mechanics.displacement(phase);
    const auto& space = phase == Phase::particles ? particles : matrix;
    double sums[2] = {0, 0};
    const double* of_cell = values.data();
    for (const auto& cell : space.cells()) {
      const auto& table = space.table(cell);
      for (unsigned int q = 0; q < table.points; ++q) {
        const auto wanted = exact(mesh.place(space.geometry(cell), table.unit_points[q]), phase);
        auto difference = wanted;
        for (unsigned int i = 0; i < table.shapes; ++i)
          for (int c = 0; c < dim; ++c) difference[c] -= table.values(q)[i] * of_cell[i * dim + c];
        sums[0] += table.weight[q] * difference.norm_square();
        sums[1] += table.weight[q] * wanted.norm_square();
      }
      of_cell += table.shapes * dim;
    }
    MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, mesh.communicator());
    return std::sqrt(sums[0] / sums[1]);
  }

  struct Spread {
    double mean, deviation, least, most;
  };
  /// Of a quantity at the interface points, weighted by area.
  Spread spread(const std::vector<double>& at_points) const {
    double sums[3] = {0, 0, 0}, ends[2] = {-1e300, -1e300};
    for (const auto& cell : points.cells())
      for (unsigned int q = 0; q < cell.table->points; ++q) {
        const double value = at_points[cell.first + q], weight = cell.table->weight[q];
        sums[0] += weight;
        sums[1] += weight * value;
        sums[2] += weight * value * value;
        ends[0] = std::max(ends[0], -value);
        ends[1] = std::max(ends[1], value);
      }
    MPI_Allreduce(MPI_IN_PLACE, sums, 3, MPI_DOUBLE, MPI_SUM, mesh.communicator());
    MPI_Allreduce(MPI_IN_PLACE, ends, 2, MPI_DOUBLE, MPI_MAX, mesh.communicator());
    const double mean = sums[1] / sums[0];
    return {mean, std::sqrt(std::max(0., sums[2] / sums[0] - mean * mean)), -ends[0], ends[1]};
  }

  ElectrodeGeometry<dim> geometry;
  CutMesh<dim> mesh;
  InterfacePoints<dim> points;
  PhaseSpace<dim> particles, matrix;
  Mechanics<dim> mechanics;
};

/// A cube (square) of this edge with cells of one size.
template <int dim>
MeshOptions<dim> uniform_mesh(double edge, double cell, unsigned int degree) {
  MeshOptions<dim> options;
  for (int axis = 0; axis < dim; ++axis) options.box[axis] = edge;
  options.fine_cell = cell;
  options.coarsenings = 0;
  options.degree = degree;
  return options;
}

}  // namespace catena
