// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/dofs/dof_handler.h>
#include <deal.II/hp/fe_collection.h>
#include <deal.II/lac/affine_constraints.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

#include "solvers/cut_cells/cut_mesh.h"
#include "solvers/cut_cells/joined_numbering.h"

namespace catena {

/// The finite-element space of one field (scalar, or a vector of dim components) on one phase: continuous
/// elements of the mesh's degree on all cells that the phase reaches into, nothing elsewhere. A space of its
/// own a field, so that jumps across the interface need no trick, and one DoFHandler for each colour of
/// particles, so that each particle has unknowns of its own also in cells that it shares.
///
/// Unknowns of a cell are listed in the order [shape of FE_Q][component].
template <int dim>
class PhaseSpace {
 public:
  /// What one particle has of a cell, or the matrix.
  struct Cell {
    unsigned int part;                                      ///< number in CutMesh::parts()
    unsigned int index;                                     ///< active_cell_index, for CutMesh::cells()
    int particle;                                           ///< index; -1 in the matrix
    std::vector<dealii::types::global_dof_index> unknowns;  ///< numbered within the space
  };
  /// A face between two cells of the space and of the same particle, at least one of which is cut: where the
  /// ghost penalty acts. The second cell lies in positive direction of `axis`.
  struct Face {
    unsigned int axis;
    unsigned int first_index, second_index;  ///< active_cell_index
    std::vector<dealii::types::global_dof_index> first, second;
  };

  /// Where an unknown sits, and its component.
  struct Support {
    dealii::types::global_dof_index unknown;
    dealii::Point<dim> point;
    unsigned int component;
  };

  /// `within` leaves out cells by their centre (e.g. a separator); none: the whole phase.
  PhaseSpace(const CutMesh<dim>& mesh, Phase phase, unsigned int components,
             const std::function<bool(const dealii::Point<dim>&)>& within = nullptr);

  const CutMesh<dim>& mesh() const { return mesh_; }
  Phase phase() const { return phase_; }
  unsigned int components() const { return components_; }
  const dealii::IndexSet& owned() const { return owned_; }
  const dealii::IndexSet& relevant() const { return relevant_; }
  /// Hanging nodes only.
  const dealii::AffineConstraints<double>& hanging_nodes() const { return hanging_nodes_; }
  /// Owned cells.
  const std::vector<Cell>& cells() const { return cells_; }
  /// Each face once, on one rank.
  const std::vector<Face>& ghost_faces() const { return faces_; }
  const typename CutMesh<dim>::Cell& geometry(const Cell& cell) const { return mesh_.cells()[cell.index]; }
  const ShapeTable<dim>& table(const Cell& cell) const {
    return mesh_.table(mesh_.parts(phase_)[cell.part].table);
  }
  /// The place in cells() of a part of the mesh. \throws std::out_of_range if the space does not hold it.
  std::size_t cell_of(int part) const {
    const std::size_t place = cell_of_part_.at(static_cast<std::size_t>(part));
    if (place >= cells_.size()) throw std::out_of_range("the space has no such part of a cell");
    return place;
  }
  /// Every relevant unknown, by number.
  std::vector<Support> support() const;
  /// Those on a face of the box: across `axis`, at its far end or at coordinate 0.
  std::vector<Support> on_face(unsigned int axis, bool far) const;

 private:
  using Tree = dealii::parallel::distributed::Triangulation<dim>;
  using TreeCell = typename Tree::active_cell_iterator;
  using Within = std::function<bool(const dealii::Point<dim>&)>;

  /// The colour by which a particle, or -1 for the matrix, has its unknowns.
  unsigned int colour(int particle) const { return particle < 0 ? 0 : mesh_.colour(particle); }
  /// The particles that have unknowns in a cell, in their order; of the matrix -1.
  std::vector<int> holders(const TreeCell& cell) const;
  void number_unknowns();
  void list_cells();
  /// Of a cell, [shape][component].
  std::vector<dealii::types::global_dof_index> unknowns(const TreeCell& cell, int particle) const;
  /// Relevant unknowns of the cells for which `choose` holds, by number, each once.
  std::vector<Support> support_where(const std::function<bool(const TreeCell&)>& choose) const;

  const CutMesh<dim>& mesh_;
  Phase phase_;
  unsigned int components_;
  dealii::hp::FECollection<dim> elements_;
  Within within_;
  std::vector<std::unique_ptr<dealii::DoFHandler<dim>>> handlers_;  ///< by colour
  JoinedNumbering joined_;
  dealii::IndexSet owned_, relevant_;
  dealii::AffineConstraints<double> hanging_nodes_;
  std::vector<Cell> cells_;
  std::vector<std::size_t> cell_of_part_;
  std::vector<Face> faces_;
};

}  // namespace catena
