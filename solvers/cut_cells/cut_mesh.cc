// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/cut_mesh.h"

#include <deal.II/fe/fe_q.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "jobs/run/agreement.h"
#include "jobs/run/error.h"
#include "solvers/cut_cells/cut_quadrature.h"
#include "solvers/cut_cells/octree.h"
#include "solvers/cut_cells/particle_colours.h"

namespace catena {

template <int dim>
CutMesh<dim>::CutMesh(MPI_Comm comm, const LevelSet<dim>& level_set, const MeshOptions<dim>& options)
    : comm_(comm), options_(options) {
  Octree<dim> octree(comm, level_set, options_);
  finest_edge_ = octree.finest_edge();
  triangulation_ = octree.release();
  classify(level_set);
}

template <int dim>
CutMesh<dim>::~CutMesh() = default;

template <int dim>
void CutMesh<dim>::classify(const LevelSet<dim>& level_set) {
  const dealii::FE_Q<dim> element(options_.degree);
  const auto& unit_points = element.get_unit_support_points();
  CutQuadrature<dim> quadrature(element);
  std::vector<int> whole_of_level(options_.coarsenings + 1, -1);
  cells_.resize(triangulation_->n_active_cells());
  int most = -1;
  std::string shared;
  for (const auto& iterator : triangulation_->active_cell_iterators()) {
    if (iterator->is_artificial()) continue;
    Cell& cell = cells_[iterator->active_cell_index()];
    cell.corner = iterator->vertex(0);
    for (int axis = 0; axis < dim; ++axis)
      cell.edge[axis] =
          finest_edge_[axis] * std::pow(2., static_cast<int>(options_.coarsenings) - iterator->level());
    auto values = nodal_level_set<dim>(level_set, unit_points, cell.corner, cell.edge);
    for (const double value : values) cell.has[value < 0 ? 0 : 1] = true;
    if (cell.has[0]) {
      const auto lowest = std::min_element(values.begin(), values.end()) - values.begin();
      cell.particle = static_cast<int>(level_set.particle(place(cell, unit_points[lowest])));
      most = std::max(most, cell.particle);
      if (shared.empty()) shared = sharing(level_set, cell, unit_points, values);
    }
    if (!iterator->is_locally_owned()) continue;
    if (!cell.cut()) {
      int& whole = whole_of_level[iterator->level()];
      if (whole < 0) {
        whole = static_cast<int>(tables_.size());
        tables_.push_back(quadrature.whole(cell.edge));
      }
      cell.table[cell.has[0] ? 0 : 1] = whole;
      continue;
    }
    for (std::size_t i = 0; level_set.of_particle && i < values.size(); ++i)
      values[i] = off_zero(level_set.of_particle(cell.particle, place(cell, unit_points[i])));
    ShapeTable<dim> inside, outside, interface;
    quadrature.cut(values, cell.edge, inside, outside, interface);
    cell.table[0] = static_cast<int>(tables_.size());
    tables_.push_back(std::move(inside));
    cell.table[1] = static_cast<int>(tables_.size());
    tables_.push_back(std::move(outside));
    cell.interface = static_cast<int>(interfaces_.size());
    interfaces_.push_back(std::move(interface));
  }
  agree(comm_, [&] {
    if (!shared.empty()) throw InputError(shared);
  });
  MPI_Allreduce(MPI_IN_PLACE, &most, 1, MPI_INT, MPI_MAX, comm_);
  colour_particles(static_cast<std::size_t>(most + 1));
}

template <int dim>
std::string CutMesh<dim>::sharing(const LevelSet<dim>& level_set, const Cell& cell,
                                  const std::vector<dealii::Point<dim>>& unit_points,
                                  const std::vector<double>& values) const {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] >= 0) continue;
    const auto point = place(cell, unit_points[i]);
    const int particle = static_cast<int>(level_set.particle(point));
    if (particle == cell.particle) continue;
    std::ostringstream text;
    text << "particles " << cell.particle + 1 << " and " << particle + 1 << " come so close near (" << point
         << ") um that one cell of the mesh holds both, whose edges are " << cell.edge[0]
         << " um there: leave a gap of two cells ('Geometry/Minimal gap' for packings and labels), or raise "
            "'Geometry/Cells per radius'";
    return text.str();
  }
  return "";
}

template <int dim>
void CutMesh<dim>::colour_particles(std::size_t particles) {
  std::vector<std::pair<int, int>> meeting;
  std::vector<int> first(triangulation_->n_vertices(), -1);
  std::vector<std::vector<int>> others(triangulation_->n_vertices());
  for (const auto& iterator : triangulation_->active_cell_iterators()) {
    if (iterator->is_artificial()) continue;
    const int particle = cells_[iterator->active_cell_index()].particle;
    if (particle < 0) continue;
    for (const unsigned int v : iterator->vertex_indices()) {
      const unsigned int vertex = iterator->vertex_index(v);
      if (first[vertex] < 0) first[vertex] = particle;
      if (first[vertex] == particle) continue;
      meeting.emplace_back(first[vertex], particle);
      for (const int other : others[vertex]) meeting.emplace_back(other, particle);
      others[vertex].push_back(particle);
    }
  }
  colour_ = particle_colours(comm_, particles, meeting);
  for (const int colour : colour_) colours_ = std::max(colours_, static_cast<unsigned int>(colour) + 1);
}

template <int dim>
std::uint64_t CutMesh<dim>::key(const Cell& cell) const {
  std::uint64_t key = 0;
  for (int axis = dim - 1; axis >= 0; --axis) {
    const auto count = static_cast<std::uint64_t>(std::llround(options_.box[axis] / finest_edge_[axis]));
    key = key * count + static_cast<std::uint64_t>(std::llround(cell.corner[axis] / finest_edge_[axis]));
  }
  return key;
}

template class CutMesh<2>;
template class CutMesh<3>;

}  // namespace catena
