// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/distributed/tria.h>
#include <mpi.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "solvers/cut_cells/cell_contents.h"
#include "solvers/cut_cells/phase.h"
#include "solvers/cut_cells/shape_table.h"

namespace catena {

template <int dim>
class CutQuadrature;

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
/// cut: where each cell lies, which particles it holds, and the quadrature of each part with the shape
/// functions there.
///
/// The level set is interpolated in each cell by polynomials of the element's degree, and the parts
/// integrated by the method of R. Saye, SIAM J. Sci. Comput. 37, A993 (2015), in deal.II's implementation.
/// The cells cut by the interface and all that share a vertex with them have one size, so that hanging nodes
/// never meet a ghost penalty.
///
/// A cell may hold several particles, with a film of matrix between them as thin as they leave it. Particles
/// whose cells meet have different colours, see PhaseSpace, so that each has unknowns of its own.
///
/// \throws InputError, on all ranks, if two particles overlap as the mesh sees them.
template <int dim>
class CutMesh {
 public:
  /// What is known of each cell that is owned or a ghost, by its active_cell_index().
  struct Cell {
    std::vector<int> particles;  ///< indices of those in it, ascending
    bool matrix = false;         ///< whether part of it lies in the matrix
    bool cut() const { return matrix && !particles.empty(); }
    dealii::Point<dim> corner;       ///< least corner
    std::array<double, dim> edge{};  ///< lengths of its edges
  };
  /// What of an owned cell lies in one phase, and there in one particle.
  struct Part {
    unsigned int cell = 0;  ///< active_cell_index
    int particle = -1;      ///< index of the particle; -1 in the matrix
    int table = -1;         ///< index for table()
    int interface = -1;     ///< index for interface_table(); -1 in the matrix and in whole cells
    int matrix = -1;        ///< of a particle's part: the number of the matrix' part of the cell; -1: none
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
  /// Those of the owned cells, in the cells' order; within a cell in that of the particles.
  const std::vector<Part>& parts(Phase phase) const { return parts_[static_cast<int>(phase)]; }
  const ShapeTable<dim>& table(int index) const { return tables_[index]; }
  const ShapeTable<dim>& interface_table(int index) const { return interfaces_[index]; }
  /// Number of particles that the mesh holds, all ranks together.
  std::size_t particles() const { return colour_.size(); }
  /// Number of the colours of particles, at least 1.
  unsigned int colours() const { return colours_; }
  unsigned int colour(int particle) const { return static_cast<unsigned int>(colour_[particle]); }
  /// A number for what a particle (-1: the matrix) has of an owned or ghost cell that depends neither on the
  /// ranks nor on the numbering: the place of the cell's least corner in the grid of finest cells, and the
  /// particle. For checkpoints.
  std::uint64_t key(const Cell& cell, int particle) const;
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
  /// Adds the parts of an owned cell that is cut. \return a sentence if particles overlap in it; else none.
  std::string add_cut_parts(unsigned int index, const LevelSet<dim>& level_set,
                            const std::vector<dealii::Point<dim>>& unit_points,
                            CutQuadrature<dim>& quadrature);
  /// A sentence if the surface of one particle reaches into another; else none.
  std::string overlap(const LevelSet<dim>& level_set, const Cell& cell,
                      const std::vector<std::vector<double>>& level_sets,
                      const std::vector<ShapeTable<dim>>& interfaces) const;
  void colour_particles(std::size_t particles);

  MPI_Comm comm_;
  MeshOptions<dim> options_;
  std::array<double, dim> finest_edge_{};
  std::vector<int> colour_;  ///< of each particle
  unsigned int colours_ = 1;
  std::unique_ptr<dealii::parallel::distributed::Triangulation<dim>> triangulation_;
  std::vector<Cell> cells_;
  std::array<std::vector<Part>, 2> parts_;  ///< by Phase
  std::vector<ShapeTable<dim>> tables_;
  std::vector<ShapeTable<dim>> interfaces_;
};

}  // namespace catena
