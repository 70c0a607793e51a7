// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/distributed/tria.h>
#include <mpi.h>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "solvers/cut_cells/phase.h"
#include "solvers/cut_cells/shape_table.h"

namespace catena {

/// The geometry as the mesh sees it: a level set (psi < 0 in particles, in the mesh's length unit, near a
/// distance round the interface), the index of the particle whose level set is least at a point, and the
/// level set of one particle alone, which has no kink halfway to another; none: `value`.
template <int dim>
struct LevelSet {
  std::function<double(const dealii::Point<dim>&)> value;
  std::function<std::size_t(const dealii::Point<dim>&)> particle;
  std::function<double(std::size_t, const dealii::Point<dim>&)> of_particle = nullptr;
};

/// How the octree is made.
template <int dim>
struct MeshOptions {
  dealii::Point<dim> box;  ///< the mesh fills [0, box]
  double fine_cell = 0;    ///< longest edge allowed for a cell at the interface
  unsigned int coarsenings =
      2;                    ///< cells may grow to 2^coarsenings times the finest, away from the interface
  unsigned int degree = 1;  ///< of the elements and of the level set's interpolation: 1 or 2
  double grading = 1;       ///< a cell of edge h is allowed where the interface is further than grading * h
};

/// An octree over a box, finest where the level set's interface cuts it, and what is computed once from the
/// cut: where each cell lies, which particle it holds, and the quadrature of each part with the shape
/// functions there.
///
/// The level set is interpolated in each cell by polynomials of the element's degree, and the parts
/// integrated by the method of R. Saye, SIAM J. Sci. Comput. 37, A993 (2015), in deal.II's implementation.
/// The cells cut by the interface and all that share a vertex with them have one size, so that hanging nodes
/// never meet a ghost penalty.
///
/// Particles whose cells meet have different colours, see OwnElement, so that each has unknowns of its own.
///
/// \throws InputError, on all ranks, if a cell would hold two particles.
template <int dim>
class CutMesh {
 public:
  /// What is known of each cell that is owned or a ghost, by its active_cell_index().
  struct Cell {
    bool has[2] = {false, false};  ///< by Phase: whether part of the cell lies in it
    bool cut() const { return has[0] && has[1]; }
    int particle = -1;               ///< index of the particle in it; -1 where none is
    int table[2] = {-1, -1};         ///< by Phase: index for `tables`; owned cells only
    int interface = -1;              ///< index for `interfaces`; owned cells only
    dealii::Point<dim> corner;       ///< least corner
    std::array<double, dim> edge{};  ///< lengths of its edges
  };

  CutMesh(MPI_Comm comm, const LevelSet<dim>& level_set, const MeshOptions<dim>& options);
  ~CutMesh();
  CutMesh(const CutMesh&) = delete;
  CutMesh& operator=(const CutMesh&) = delete;

  MPI_Comm communicator() const { return comm_; }
  const MeshOptions<dim>& options() const { return options_; }
  unsigned int degree() const { return options_.degree; }
  const dealii::parallel::distributed::Triangulation<dim>& triangulation() const { return *triangulation_; }
  const std::vector<Cell>& cells() const { return cells_; }
  const ShapeTable<dim>& table(int index) const { return tables_[index]; }
  const ShapeTable<dim>& interface_table(int index) const { return interfaces_[index]; }
  /// Number of particles that the mesh holds, all ranks together.
  std::size_t particles() const { return colour_.size(); }
  /// Number of the colours of particles, at least 1.
  unsigned int colours() const { return colours_; }
  unsigned int colour(int particle) const { return static_cast<unsigned int>(colour_[particle]); }
  /// A number for an owned or ghost cell that depends neither on the ranks nor on the numbering: the place of
  /// its least corner in the grid of finest cells. For checkpoints.
  std::uint64_t key(const Cell& cell) const;
  /// Edges of the finest cells.
  const std::array<double, dim>& finest_edge() const { return finest_edge_; }
  /// A point of a table in space.
  dealii::Point<dim> place(const Cell& cell, const dealii::Point<dim>& unit) const {
    dealii::Point<dim> point = cell.corner;
    for (int axis = 0; axis < dim; ++axis) point[axis] += unit[axis] * cell.edge[axis];
    return point;
  }

 private:
  void classify(const LevelSet<dim>& level_set);
  /// A sentence if another particle than the cell's has one of the points; else none.
  std::string sharing(const LevelSet<dim>& level_set, const Cell& cell,
                      const std::vector<dealii::Point<dim>>& unit_points,
                      const std::vector<double>& values) const;
  void colour_particles(std::size_t particles);

  MPI_Comm comm_;
  MeshOptions<dim> options_;
  std::array<double, dim> finest_edge_{};
  std::vector<int> colour_;  ///< of each particle
  unsigned int colours_ = 1;
  std::unique_ptr<dealii::parallel::distributed::Triangulation<dim>> triangulation_;
  std::vector<Cell> cells_;
  std::vector<ShapeTable<dim>> tables_;
  std::vector<ShapeTable<dim>> interfaces_;
};

}  // namespace catena
