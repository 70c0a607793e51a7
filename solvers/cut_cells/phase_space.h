// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/dofs/dof_handler.h>
#include <deal.II/hp/fe_collection.h>
#include <deal.II/lac/affine_constraints.h>

#include <functional>
#include <memory>
#include <vector>

#include "solvers/cut_cells/cut_mesh.h"

namespace catena {

/// The finite-element space of one field (scalar, or a vector of dim components) on one phase: continuous
/// elements of the mesh's degree on all cells that the phase reaches into, nothing elsewhere. One DoFHandler
/// a field, so that jumps across the interface need no trick. Each particle has unknowns of its own.
///
/// Unknowns of a cell are listed in the order [shape of FE_Q][component].
template <int dim>
class PhaseSpace {
 public:
  struct Cell {
    unsigned int index;                                     ///< active_cell_index, for CutMesh::cells()
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
  const dealii::DoFHandler<dim>& handler() const { return handler_; }
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
    return mesh_.table(geometry(cell).table[static_cast<int>(phase_)]);
  }
  /// Every relevant unknown, by number.
  std::vector<Support> support() const;
  /// Those on a face of the box: across `axis`, at its far end or at coordinate 0.
  std::vector<Support> on_face(unsigned int axis, bool far) const;

 private:
  unsigned int colours() const { return elements_.size() - 1; }
  /// Relevant unknowns of the cells for which `choose` holds, by number, each once.
  std::vector<Support> support_where(
      const std::function<bool(const typename dealii::DoFHandler<dim>::active_cell_iterator&)>& choose) const;

  const CutMesh<dim>& mesh_;
  Phase phase_;
  unsigned int components_;
  dealii::hp::FECollection<dim> elements_;
  dealii::DoFHandler<dim> handler_;
  dealii::IndexSet owned_, relevant_;
  dealii::AffineConstraints<double> hanging_nodes_;
  std::vector<Cell> cells_;
  std::vector<Face> faces_;
};

}  // namespace catena
