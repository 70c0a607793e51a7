// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/cut_mesh.h"

#include <deal.II/fe/fe_q.h>

#include <algorithm>
#include <cmath>
#include <numeric>
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
  std::string overlapping;
  for (const auto& iterator : triangulation_->active_cell_iterators()) {
    if (iterator->is_artificial()) continue;
    const unsigned int index = iterator->active_cell_index();
    Cell& cell = cells_[index];
    cell.corner = iterator->vertex(0);
    for (int axis = 0; axis < dim; ++axis)
      cell.edge[axis] =
          finest_edge_[axis] * std::pow(2., static_cast<int>(options_.coarsenings) - iterator->level());
    const auto contents = cell_contents<dim>(level_set, unit_points, cell.corner, cell.edge);
    cell.particles = contents.particles;
    cell.matrix = contents.matrix;
    if (!cell.particles.empty()) most = std::max(most, cell.particles.back());
    if (!iterator->is_locally_owned()) continue;
    if (cell.cut()) {
      const auto text = add_cut_parts(index, level_set, unit_points, quadrature);
      if (overlapping.empty()) overlapping = text;
      continue;
    }
    int& whole = whole_of_level[iterator->level()];
    if (whole < 0) {
      whole = static_cast<int>(tables_.size());
      tables_.push_back(quadrature.whole(cell.edge));
    }
    Part part;
    part.cell = index;
    part.table = whole;
    if (!cell.matrix) part.particle = cell.particles[0];
    parts_[cell.matrix ? 1 : 0].push_back(part);
  }
  agree(comm_, [&] {
    if (!overlapping.empty()) throw InputError(overlapping);
  });
  MPI_Allreduce(MPI_IN_PLACE, &most, 1, MPI_INT, MPI_MAX, comm_);
  colour_particles(static_cast<std::size_t>(most + 1));
}

template <int dim>
std::string CutMesh<dim>::add_cut_parts(unsigned int index, const LevelSet<dim>& level_set,
                                        const std::vector<dealii::Point<dim>>& unit_points,
                                        CutQuadrature<dim>& quadrature) {
  const Cell& cell = cells_[index];
  const auto keep = [](std::vector<ShapeTable<dim>>& tables, ShapeTable<dim>&& table) {
    tables.push_back(std::move(table));
    return static_cast<int>(tables.size()) - 1;
  };
  const std::size_t count = cell.particles.size();
  std::vector<std::vector<double>> level_sets;
  for (const int particle : cell.particles)
    level_sets.push_back(values_of_particle<dim>(level_set, particle, unit_points, cell.corner, cell.edge));
  std::vector<ShapeTable<dim>> insides(count), interfaces(count);
  ShapeTable<dim> outside;
  for (std::size_t k = 0; k < count; ++k)
    quadrature.cut(level_sets[k], cell.edge, insides[k], outside, interfaces[k]);
  if (count > 1) {
    const auto text = overlap(level_set, cell, level_sets, interfaces);
    if (!text.empty()) return text;
    outside = quadrature.film(level_sets, insides, cell.edge);
  }
  Part matrix;
  matrix.cell = index;
  matrix.table = keep(tables_, std::move(outside));
  for (std::size_t k = 0; k < count; ++k)
    parts_[0].push_back({index, cell.particles[k], keep(tables_, std::move(insides[k])),
                         keep(interfaces_, std::move(interfaces[k])), static_cast<int>(parts_[1].size())});
  parts_[1].push_back(matrix);
  return "";
}

template <int dim>
std::string CutMesh<dim>::overlap(const LevelSet<dim>& level_set, const Cell& cell,
                                  const std::vector<std::vector<double>>& level_sets,
                                  const std::vector<ShapeTable<dim>>& interfaces) const {
  for (std::size_t j = 0; j < level_sets.size(); ++j)
    for (std::size_t k = 0; k < interfaces.size(); ++k)
      for (unsigned int q = 0; j != k && q < interfaces[k].points; ++q) {
        const double* shapes = interfaces[k].values(q);
        if (std::inner_product(shapes, shapes + interfaces[k].shapes, level_sets[j].begin(), 0.) > 0)
          continue;
        const auto name = [&](std::size_t place) {
          const auto particle = static_cast<std::size_t>(cell.particles[place]);
          return level_set.id ? level_set.id(particle) : static_cast<std::int64_t>(particle) + 1;
        };
        std::ostringstream text;
        text << "particles " << name(std::min(j, k)) << " and " << name(std::max(j, k))
             << " come so close near (" << place(cell, interfaces[k].unit_points[q])
             << ") um that they overlap in a cell of the mesh, whose edges are " << cell.edge[0]
             << " um there: leave a wider gap ('Geometry/Minimal gap' for packings and labels), or raise "
                "'Geometry/Cells per radius'";
        return text.str();
      }
  return "";
}

template <int dim>
void CutMesh<dim>::colour_particles(std::size_t particles) {
  std::vector<std::pair<int, int>> meeting;
  std::vector<std::vector<int>> at_vertex(triangulation_->n_vertices());
  for (const auto& iterator : triangulation_->active_cell_iterators()) {
    if (iterator->is_artificial()) continue;
    for (const int particle : cells_[iterator->active_cell_index()].particles)
      for (const unsigned int v : iterator->vertex_indices()) {
        auto& known = at_vertex[iterator->vertex_index(v)];
        if (std::find(known.begin(), known.end(), particle) != known.end()) continue;
        for (const int other : known) meeting.emplace_back(other, particle);
        known.push_back(particle);
      }
  }
  colour_ = particle_colours(comm_, particles, meeting);
  for (const int colour : colour_) colours_ = std::max(colours_, static_cast<unsigned int>(colour) + 1);
}

template <int dim>
std::uint64_t CutMesh<dim>::key(const Cell& cell, int particle) const {
  std::uint64_t key = 0;
  for (int axis = dim - 1; axis >= 0; --axis) {
    const auto count = static_cast<std::uint64_t>(std::llround(options_.box[axis] / finest_edge_[axis]));
    key = key * count + static_cast<std::uint64_t>(std::llround(cell.corner[axis] / finest_edge_[axis]));
  }
  return key * (particles() + 1) + static_cast<std::uint64_t>(particle + 1);
}

template class CutMesh<2>;
template class CutMesh<3>;

}  // namespace catena
