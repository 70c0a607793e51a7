// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/octree.h"

#include <deal.II/fe/fe_q.h>
#include <deal.II/grid/grid_generator.h>

#include <algorithm>
#include <cmath>

#include "solvers/cut_cells/cell_contents.h"
#include "solvers/cut_cells/deal_ii.h"

namespace catena {

template <int dim>
Octree<dim>::Octree(MPI_Comm comm, const LevelSet<dim>& level_set, const MeshOptions<dim>& options)
    : level_set_(level_set),
      options_(options),
      unit_points_(dealii::FE_Q<dim>(options.degree).get_unit_support_points()) {
  triangulation_ = std::make_unique<Triangulation>(comm, dealii::Triangulation<dim>::none,
                                                   Triangulation::no_automatic_repartitioning);
  const double coarsest = options.fine_cell * std::pow(2., options.coarsenings);
  std::vector<unsigned int> repetitions(dim);
  for (int axis = 0; axis < dim; ++axis) {
    repetitions[axis] = static_cast<unsigned int>(std::ceil(options.box[axis] / coarsest - 1e-9));
    finest_edge_[axis] = options.box[axis] / repetitions[axis] / std::pow(2., options.coarsenings);
  }
  dealii::GridGenerator::subdivided_hyper_rectangle(*triangulation_, repetitions, dealii::Point<dim>(),
                                                    options.box);
  for (unsigned int level = 0; level < options.coarsenings; ++level) {
    for (const auto& cell : triangulation_->active_cell_iterators())
      if (cell->is_locally_owned() && too_coarse(cell)) cell->set_refine_flag();
    triangulation_->execute_coarsening_and_refinement();
    triangulation_->repartition();
  }
  while (refine_band()) {
  }
  weigh_cells(*triangulation_, [this](const auto& cell) { return cut(cell) ? 4u : 1u; });
  triangulation_->repartition();
  triangulation_->signals.weight.disconnect_all_slots();
}

template <int dim>
std::array<double, dim> Octree<dim>::edge(const CellIterator& cell) const {
  std::array<double, dim> edge;
  for (int axis = 0; axis < dim; ++axis)
    edge[axis] = finest_edge_[axis] * std::pow(2., static_cast<int>(options_.coarsenings) - cell->level());
  return edge;
}

template <int dim>
bool Octree<dim>::cut(const CellIterator& cell) const {
  return cell_contents<dim>(level_set_, unit_points_, cell->vertex(0), edge(cell)).cut();
}

template <int dim>
bool Octree<dim>::too_coarse(const CellIterator& cell) const {
  const auto edges = edge(cell);
  double half_diagonal = 0;
  for (const double length : edges) half_diagonal += length * length / 4;
  half_diagonal = std::sqrt(half_diagonal);
  const double longest = *std::max_element(edges.begin(), edges.end());
  return std::abs(level_set_.value(cell->center())) < half_diagonal + options_.grading * longest;
}

template <int dim>
bool Octree<dim>::refine_band() {
  std::vector<bool> near(triangulation_->n_vertices(), false);
  for (const auto& cell : triangulation_->active_cell_iterators())
    if (!cell->is_artificial() && cut(cell))
      for (const unsigned int v : cell->vertex_indices()) near[cell->vertex_index(v)] = true;
  int flagged = 0;
  for (const auto& cell : triangulation_->active_cell_iterators())
    if (cell->is_locally_owned() && cell->level() < static_cast<int>(options_.coarsenings))
      for (const unsigned int v : cell->vertex_indices())
        if (near[cell->vertex_index(v)]) {
          cell->set_refine_flag();
          flagged = 1;
          break;
        }
  MPI_Allreduce(MPI_IN_PLACE, &flagged, 1, MPI_INT, MPI_MAX, triangulation_->get_communicator());
  if (flagged) triangulation_->execute_coarsening_and_refinement();
  return flagged;
}

template class Octree<2>;
template class Octree<3>;

}  // namespace catena
