// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/distributed/tria.h>

#include <array>
#include <functional>
#include <memory>

#include "solvers/cut_cells/cut_mesh.h"

namespace catena {

/// The octree of a CutMesh: coarse over the box, then refined until every cell cut by the interface and every
/// cell that shares a vertex with one is finest; parted among the ranks with cut cells weighing more.
template <int dim>
class Octree {
 public:
  using Triangulation = dealii::parallel::distributed::Triangulation<dim>;

  Octree(MPI_Comm comm, const LevelSet<dim>& level_set, const MeshOptions<dim>& options);

  std::unique_ptr<Triangulation> release() { return std::move(triangulation_); }
  const std::array<double, dim>& finest_edge() const { return finest_edge_; }

 private:
  using CellIterator = typename Triangulation::active_cell_iterator;
  std::array<double, dim> edge(const CellIterator& cell) const;
  bool cut(const CellIterator& cell) const;
  bool too_coarse(const CellIterator& cell) const;
  bool refine_band();

  const LevelSet<dim>& level_set_;
  const MeshOptions<dim>& options_;
  std::vector<dealii::Point<dim>> unit_points_;
  std::array<double, dim> finest_edge_{};
  std::unique_ptr<Triangulation> triangulation_;
};

}  // namespace catena
