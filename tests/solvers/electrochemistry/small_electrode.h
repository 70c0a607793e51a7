// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cmath>
#include <functional>
#include <memory>
#include <vector>

#include "solvers/cut_cells/start_petsc.h"
#include "solvers/electrochemistry/electrochemistry.h"
#include "solvers/geometry/plane_binder.h"
#include "solvers/geometry/sphere_shapes.h"

namespace catena {

/// NMC811 as the defaults of the parameters have it, with laws that are simple where a closed form wants it.
inline Material plain_material() {
  Material material;
  material.maximum_concentration = 49146;
  material.initial_stoichiometry = 0.9;
  material.lowest_stoichiometry = 0.2;
  material.highest_stoichiometry = 0.95;
  material.open_circuit_potential = std::make_unique<Chen2020Potential>();
  material.diffusivity = std::make_unique<ConstantDiffusivity>(3e-14);
  material.volume_change = std::make_unique<CollapseVolumeChange>();
  material.stress_diffusion = StressDiffusion::ocp_consistent;
  material.exchange_current_density =
      std::make_unique<ExchangeCurrentDensity>(ExchangeCurrentDensity::o_regan_2022());
  material.resistance = std::make_unique<InterfaceResistance>(InterfaceResistance::Values{});
  material.electrolyte = std::make_unique<Nyman2008Electrolyte>(Electrolyte::Values{});
  material.high_conductivity = 10;
  material.low_conductivity = 1e-3;
  return material;
}

/// A box with balls (discs) in a matrix, and all that solves for it.
template <int dim>
struct SmallElectrode {
  using Vector = typename Electrochemistry<dim>::Vector;

  struct Started {
    Started() { start_petsc(); }
  } started;  // before the first vector is made
  ElectrodeGeometry<dim> geometry;
  Material material = plain_material();
  MeshOptions<dim> mesh_options;
  ElectrochemistryOptions options;
  MPI_Comm comm = MPI_COMM_WORLD;
  std::unique_ptr<CutMesh<dim>> mesh;
  std::unique_ptr<InterfacePoints<dim>> points;
  std::unique_ptr<Electrochemistry<dim>> model;
  Vector u, before;

  /// The high-conductivity domain lies beyond `plane` along `axis`.
  SmallElectrode(const dealii::Point<dim>& box, const std::vector<Sphere<dim>>& spheres, double fine_cell,
                 unsigned int degree, unsigned int axis, double plane, double separator = 0) {
    geometry.box = box;
    if (!spheres.empty()) geometry.shapes = std::make_unique<SphereShapes<dim>>(box, spheres);
    geometry.carbon_binder = std::make_unique<PlaneBinder<dim>>(axis, plane, separator);
    geometry.fine_cell = fine_cell;
    geometry.separator_thickness = separator;
    mesh_options.box = box;
    mesh_options.fine_cell = fine_cell;
    mesh_options.degree = degree;
    mesh_options.coarsenings = 1;
  }

  void build() {
    const ParticleShapes<dim>* shapes = geometry.shapes.get();
    LevelSet<dim> level_set{
        [shapes](const dealii::Point<dim>& p) { return shapes ? shapes->signed_distance(p) : 1e3; },
        [shapes](const dealii::Point<dim>& p) { return shapes->nearest(p); }};
    mesh = std::make_unique<CutMesh<dim>>(comm, level_set, mesh_options);
    points = std::make_unique<InterfacePoints<dim>>(*mesh);
    model = std::make_unique<Electrochemistry<dim>>(*mesh, *points, geometry, material, options);
    u = model->make_vector();
    before = model->make_vector();
    model->initialise(material.initial_stoichiometry, u);
  }

  using Function = std::function<double(const dealii::Point<dim>&)>;

  /// x of a function, by its values at the nodes.
  void set_concentration(const Function& function, Vector& values) const {
    const auto& numbering = model->numbering();
    const unsigned int f = model->fields().index(ElectrodeFields<dim>::concentration);
    for (const auto& support : numbering.field(f).support()) {
      const auto number = numbering.number(f, support.unknown);
      if (numbering.owned().is_element(number)) values(number) = function(support.point);
    }
    values.compress(dealii::VectorOperation::insert);
  }

  /// How far x of `u` is from a function in the particles: the root of the mean square, and the most.
  struct Distance {
    double mean, most;
  };
  Distance concentration_error(const Function& exact) const {
    const auto x = model->cell_concentration(u);
    const auto& space = model->fields().space(ElectrodeFields<dim>::concentration);
    double sums[2] = {0, 0}, most = 0;
    const double* of_cell = x.data();
    for (const auto& cell : space.cells()) {
      const auto& table = space.table(cell);
      for (unsigned int q = 0; q < table.points; ++q) {
        double error = -exact(mesh->place(space.geometry(cell), table.unit_points[q]));
        for (unsigned int k = 0; k < table.shapes; ++k) error += table.values(q)[k] * of_cell[k];
        sums[0] += table.weight[q] * error * error;
        sums[1] += table.weight[q];
        most = std::max(most, std::abs(error));
      }
      of_cell += table.shapes;
    }
    MPI_Allreduce(MPI_IN_PLACE, sums, 2, MPI_DOUBLE, MPI_SUM, comm);
    MPI_Allreduce(MPI_IN_PLACE, &most, 1, MPI_DOUBLE, MPI_MAX, comm);
    return {std::sqrt(sums[0] / sums[1]), most};
  }

  static CellControl current(double value) { return {CellControl::Kind::current, value}; }
  static CellControl voltage(double value) { return {CellControl::Kind::voltage, value}; }
  /// pA for which the capacity lasts an hour over `rate`.
  double rated(double rate) const { return rate * model->capacity() / 3600; }

  /// A step of backward Euler, or with `second` of BDF2 with equal steps (from the second step on).
  NewtonReport step(double dt, const CellControl& control, bool second = false) {
    Vector history(u), old(u);
    if (second) {
      history *= -2 / dt;
      history.add(0.5 / dt, before);
    } else {
      history *= -1 / dt;
    }
    NewtonReport report = model->solve((second ? 1.5 : 1) / dt, history, control, u);
    before = old;
    return report;
  }
};

/// Box and place of equal discs (balls) in a row along the first axis, off the mesh's symmetries.
template <int dim>
SmallElectrode<dim> row_of_particles(unsigned int count, double radius, double fine_cell, unsigned int degree,
                                     double separator = 0) {
  dealii::Point<dim> box;
  const double pitch = 2 * radius + 4 * fine_cell;
  for (int axis = 0; axis < dim; ++axis) box[axis] = pitch;
  box[0] = count * pitch;
  box[dim - 1] += separator;
  std::vector<Sphere<dim>> spheres(count);
  for (unsigned int k = 0; k < count; ++k) {
    for (int axis = 0; axis < dim; ++axis) spheres[k].center[axis] = pitch / 2;
    spheres[k].center[0] += k * pitch;
    spheres[k].center[dim - 1] += separator + 0.11 * fine_cell;
    spheres[k].radius = radius;
  }
  return SmallElectrode<dim>(box, spheres, fine_cell, degree, dim - 1, separator + pitch / 2, separator);
}

}  // namespace catena
