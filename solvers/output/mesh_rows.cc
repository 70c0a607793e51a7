// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/output/mesh_rows.h"

#include <algorithm>

#include "solvers/cut_cells/check_petsc.h"

namespace catena {

template <int dim>
MeshRows<dim>::MeshRows(const InterfacePoints<dim>& points, const Electrochemistry<dim>& electrochemistry)
    : points_(points),
      electrochemistry_(electrochemistry),
      local_(points.mesh().communicator(), electrochemistry.numbering().owned(),
             electrochemistry.numbering().relevant(), electrochemistry.fields().constraints()) {
  unsigned long most = 0;
  for (const auto& cell : points.cells()) most = std::max<unsigned long>(most, cell.table->points);
  MPI_Allreduce(MPI_IN_PLACE, &most, 1, MPI_UNSIGNED_LONG, MPI_MAX, points.mesh().communicator());
  most_points_ = most;
}

template <int dim>
std::vector<std::uint64_t> MeshRows<dim>::field_keys(unsigned int f) const {
  const CutMesh<dim>& mesh = points_.mesh();
  std::vector<std::uint64_t> keys;
  for (const auto& cell : electrochemistry_.numbering().field(f).cells())
    keys.push_back(mesh.key(mesh.cells()[cell.index], cell.particle));
  return keys;
}

template <int dim>
CellRows MeshRows<dim>::field(unsigned int f, const Vector& u) const {
  const auto& numbering = electrochemistry_.numbering();
  const double* values = local_.gather(u);
  CellRows rows;
  rows.keys = field_keys(f);
  for (const auto& cell : numbering.field(f).cells()) {
    rows.width = cell.unknowns.size();
    for (const auto unknown : cell.unknowns)
      rows.values.push_back(values[local_.place(numbering.number(f, unknown))]);
  }
  return rows;
}

template <int dim>
void MeshRows<dim>::set_field(unsigned int f, const CellRows& rows, Vector& u) const {
  const auto& numbering = electrochemistry_.numbering();
  const auto [begin, end] = numbering.owned_range(f);
  PetscScalar* entries = nullptr;
  check_petsc(VecGetArray(u, &entries));
  const double* value = rows.values.data();
  for (const auto& cell : numbering.field(f).cells())
    for (const auto unknown : cell.unknowns) {
      const auto number = numbering.number(f, unknown);
      if (number >= begin && number < end) entries[numbering.owned().index_within_set(number)] = *value;
      ++value;
    }
  check_petsc(VecRestoreArray(u, &entries));
}

template <int dim>
std::vector<std::uint64_t> MeshRows<dim>::point_keys() const {
  const CutMesh<dim>& mesh = points_.mesh();
  std::vector<std::uint64_t> keys;
  for (const auto& cell : points_.cells()) keys.push_back(mesh.key(mesh.cells()[cell.index], cell.particle));
  return keys;
}

template <int dim>
CellRows MeshRows<dim>::at_points(const std::vector<double>& values, std::size_t width) const {
  CellRows rows{most_points_ * width, point_keys(), {}};
  rows.values.assign(rows.keys.size() * rows.width, 0);
  for (std::size_t c = 0; c < points_.cells().size(); ++c) {
    const auto& cell = points_.cells()[c];
    const auto first = values.begin() + static_cast<std::ptrdiff_t>(cell.first * width);
    std::copy(first, first + static_cast<std::ptrdiff_t>(cell.table->points * width),
              rows.values.begin() + static_cast<std::ptrdiff_t>(c * rows.width));
  }
  return rows;
}

template <int dim>
std::vector<double> MeshRows<dim>::from_points(const CellRows& rows, std::size_t width) const {
  std::vector<double> values(points_.size() * width);
  for (std::size_t c = 0; c < points_.cells().size(); ++c) {
    const auto& cell = points_.cells()[c];
    const auto first = rows.values.begin() + static_cast<std::ptrdiff_t>(c * rows.width);
    std::copy(first, first + static_cast<std::ptrdiff_t>(cell.table->points * width),
              values.begin() + static_cast<std::ptrdiff_t>(cell.first * width));
  }
  return values;
}

template <int dim>
std::vector<std::uint64_t> MeshRows<dim>::phase_keys(Phase phase) const {
  const CutMesh<dim>& mesh = points_.mesh();
  std::vector<std::uint64_t> keys;
  for (const auto& part : mesh.parts(phase)) keys.push_back(mesh.key(mesh.cells()[part.cell], part.particle));
  return keys;
}

template <int dim>
CellRows MeshRows<dim>::at_cells(Phase phase, const std::vector<double>& values) const {
  CellRows rows{0, phase_keys(phase), values};
  rows.width = rows.keys.empty() ? 0 : values.size() / rows.keys.size();
  return rows;
}

template class MeshRows<2>;
template class MeshRows<3>;

}  // namespace catena
