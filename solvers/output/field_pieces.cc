// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
// What a picture shows: the grids of both phases and of the interface with their fields.
#include <deal.II/fe/fe_q.h>

#include <limits>

#include "solvers/electrochemistry/local_values.h"
#include "solvers/geometry/mesh_units.h"
#include "solvers/output/field_writer.h"
#include "solvers/output/film_parts.h"

namespace catena {

template <int dim>
std::vector<double> FieldWriter<dim>::level_set(unsigned int index, int particle) const {
  const auto& cell = mesh_.cells()[index];
  std::vector<double> values;
  for (const auto& unit : clipped_.points())
    values.push_back(
        geometry_.shapes->particle_distance(static_cast<std::size_t>(particle), mesh_.place(cell, unit)));
  return values;
}

template <int dim>
std::vector<CellPart<dim>> FieldWriter<dim>::pieces(unsigned int index, int particle) const {
  const auto& cell = mesh_.cells()[index];
  if (!cell.cut()) return {ClippedCell<dim>::whole()};
  if (particle < 0 && cell.particles.size() > 1) {
    std::vector<std::vector<double>> level_sets;
    for (const int other : cell.particles) level_sets.push_back(level_set(index, other));
    return film_parts<dim>(clipped_, level_sets);
  }
  std::vector<CellPart<dim>> all;
  clipped_.clip(level_set(index, cell.particles.size() == 1 ? cell.particles[0] : particle),
                particle < 0 ? Phase::matrix : Phase::particles, all);
  return all;
}

template <int dim>
int FieldWriter<dim>::id(int particle) const {
  return static_cast<int>(geometry_.shapes->particles()[static_cast<std::size_t>(particle)].id);
}

template <int dim>
void FieldWriter<dim>::add_point(VtuPiece& piece, unsigned int index, const Point<dim>& unit) const {
  const Point<dim> place = mesh_.place(mesh_.cells()[index], unit);
  for (int axis = 0; axis < 3; ++axis) piece.points.push_back(axis < dim ? place[axis] * metres_per_um : 0);
}

template <int dim>
std::vector<std::vector<double>> FieldWriter<dim>::by_part(Phase phase,
                                                           const std::vector<double>& values) const {
  std::vector<std::vector<double>> parts(mesh_.parts(phase).size());
  const auto width = static_cast<std::ptrdiff_t>(parts.empty() ? 0 : values.size() / parts.size());
  auto next = values.begin();
  for (auto& part : parts) {
    part.assign(next, next + width);
    next += width;
  }
  return parts;
}

template <int dim>
std::vector<typename FieldWriter<dim>::Nodal> FieldWriter<dim>::electrochemical_fields(
    Phase phase, const Vector& u) const {
  const auto& fields = electrochemistry_.fields();
  const auto& numbering = fields.numbering();
  LocalValues local(mesh_.communicator(), numbering.owned(), numbering.relevant(), fields.constraints());
  const double* values = local.gather(u);
  std::vector<Nodal> all;
  for (unsigned int f = 0; f < numbering.fields(); ++f) {
    const PhaseSpace<dim>& space = numbering.field(f);
    if (space.phase() != phase) continue;
    Nodal field{fields.description(fields.name(f))[0], 1, 1, {}};
    field.parts.resize(mesh_.parts(phase).size());
    for (const auto& cell : space.cells())
      for (const auto unknown : cell.unknowns)
        field.parts[cell.part].push_back(values[local.place(numbering.number(f, unknown))]);
    all.push_back(std::move(field));
  }
  return all;
}

template <int dim>
std::vector<typename FieldWriter<dim>::Nodal> FieldWriter<dim>::mechanical_fields(Phase phase) const {
  if (mechanics_ == nullptr) return {};
  std::vector<Nodal> all;
  all.push_back({"displacement", dim, metres_per_um, by_part(phase, mechanics_->displacement(phase))});
  if (phase == Phase::particles)
    all.push_back({"hydrostatic_stress", 1, 1, by_part(phase, mechanics_->hydrostatic_stress())});
  return all;
}

template <int dim>
VtuPiece FieldWriter<dim>::phase_piece(Phase phase, const Vector& u) const {
  const dealii::FE_Q<dim> element(mesh_.degree());
  std::vector<Nodal> nodal = electrochemical_fields(phase, u);
  for (Nodal& field : mechanical_fields(phase)) nodal.push_back(std::move(field));
  // Of the matrix the displacement tells it: K div u.
  const bool from_displacement = mechanics_ != nullptr && phase == Phase::matrix;
  std::vector<std::vector<double>> von_mises;
  if (mechanics_) von_mises = by_part(phase, mechanics_->von_mises_stress(phase));

  VtuPiece piece;
  for (const Nodal& field : nodal)
    piece.point_data.push_back({field.name, field.components == dim ? 3u : 1u, {}});
  if (from_displacement) piece.point_data.push_back({"hydrostatic_stress", 1, {}});
  piece.cell_data.push_back(phase == Phase::particles ? VtuPiece::Array{"particle", 1, {}}
                                                      : VtuPiece::Array{"high_conductivity", 1, {}});
  if (mechanics_) piece.cell_data.push_back({"von_mises_stress", 1, {}});

  std::vector<double> shape(element.n_dofs_per_cell());
  for (std::size_t k = 0; k < mesh_.parts(phase).size(); ++k) {
    const unsigned int index = mesh_.parts(phase)[k].cell;
    const int particle = mesh_.parts(phase)[k].particle;
    const auto& cell = mesh_.cells()[index];
    for (const CellPart<dim>& part : pieces(index, particle)) {
      Point<dim> middle;
      for (const auto& unit : part.corners) {
        add_point(piece, index, unit);
        middle += unit / static_cast<double>(part.corners.size());
        for (unsigned int i = 0; i < shape.size(); ++i) shape[i] = element.shape_value(i, unit);
        for (std::size_t a = 0; a < nodal.size(); ++a) {
          const auto& at_nodes = nodal[a].parts[k];
          const unsigned int components = nodal[a].components;
          for (unsigned int c = 0; c < (components == dim ? 3u : 1u); ++c) {
            double value = at_nodes.empty() ? std::numeric_limits<double>::quiet_NaN() : 0;
            if (!at_nodes.empty() && c < components)
              for (unsigned int i = 0; i < shape.size(); ++i)
                value += shape[i] * at_nodes[i * components + c];
            piece.point_data[a].values.push_back(static_cast<float>(value * nodal[a].scale));
          }
        }
        if (!from_displacement) continue;
        const auto& displacement = nodal.back().parts[k];
        double divergence = 0;
        for (unsigned int i = 0; i < shape.size(); ++i)
          for (int c = 0; c < dim; ++c)
            divergence += element.shape_grad(i, unit)[c] / cell.edge[c] * displacement[i * dim + c];
        piece.point_data.back().values.push_back(
            static_cast<float>(material_.carbon_binder.bulk() * divergence));
      }
      piece.add_cell(part.kind, static_cast<unsigned int>(part.corners.size()));
      piece.cell_data[0].values.push_back(
          phase == Phase::particles
              ? static_cast<float>(id(particle))
              : static_cast<float>(geometry_.carbon_binder->high(mesh_.place(cell, middle))));
      if (mechanics_) piece.cell_data[1].values.push_back(static_cast<float>(von_mises[k].at(0)));
    }
  }
  return piece;
}

template <int dim>
VtuPiece FieldWriter<dim>::interface_piece(const Vector& u) const {
  std::vector<std::pair<std::string, std::vector<double>>> at_points{
      {"current_density", electrochemistry_.current_density(u)}};
  if (mechanics_) {
    at_points.emplace_back("damage", mechanics_->damage());
    at_points.emplace_back("dissipation", mechanics_->dissipation());
    at_points.emplace_back("traction", mechanics_->traction());
    at_points.emplace_back("opening", mechanics_->opening());
  }
  VtuPiece piece;
  piece.cell_data.push_back({"particle", 1, {}});
  for (const auto& [name, values] : at_points) piece.cell_data.push_back({name, 1, {}});
  piece.cell_data.push_back({"concentration", 1, {}});
  const dealii::FE_Q<dim> element(mesh_.degree());
  const Nodal concentration = electrochemical_fields(Phase::particles, u).front();
  for (const auto& cell : points_.cells()) {
    if (cell.table->points == 0) continue;  // a sliver, of which nothing is known
    std::vector<CellPart<dim>> surface;
    clipped_.cut(level_set(cell.index, cell.particle), surface);
    for (const CellPart<dim>& part : surface) {
      Point<dim> middle;
      for (const auto& unit : part.corners) {
        add_point(piece, cell.index, unit);
        middle += unit / static_cast<double>(part.corners.size());
      }
      piece.add_cell(part.kind, static_cast<unsigned int>(part.corners.size()));
      // The nearest of the points at which the values are known stands for the piece.
      std::size_t nearest = 0;
      for (std::size_t q = 1; q < cell.table->points; ++q)
        if (cell.table->unit_points[q].distance_square(middle) <
            cell.table->unit_points[nearest].distance_square(middle))
          nearest = q;
      piece.cell_data[0].values.push_back(static_cast<float>(id(cell.particle)));
      for (std::size_t a = 0; a < at_points.size(); ++a)
        piece.cell_data[a + 1].values.push_back(
            static_cast<float>(at_points[a].second[cell.first + nearest]));
      double value = 0;
      for (unsigned int i = 0; i < element.n_dofs_per_cell(); ++i)
        value +=
            element.shape_value(i, middle) * concentration.parts[static_cast<std::size_t>(cell.parts[0])][i];
      piece.cell_data.back().values.push_back(static_cast<float>(value));
    }
  }
  return piece;
}

template class FieldWriter<2>;
template class FieldWriter<3>;

}  // namespace catena
