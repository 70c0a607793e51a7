// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <vector>

#include "solvers/cut_cells/cut_mesh.h"

namespace catena {

/// The quadrature points of the interface in the cells that this rank owns, as one list: what is kept at them
/// (damage, current density, ...) is a plain array of size().
template <int dim>
class InterfacePoints {
 public:
  /// The surface of one particle in one cell.
  struct Cell {
    unsigned int index;  ///< active_cell_index
    int particle;
    std::size_t first;         ///< of its points in the list
    std::array<int, 2> parts;  ///< by Phase: number in CutMesh::parts()
    const ShapeTable<dim>* table;
  };

  explicit InterfacePoints(const CutMesh<dim>& mesh);

  const CutMesh<dim>& mesh() const { return mesh_; }
  const std::vector<Cell>& cells() const { return cells_; }
  std::size_t size() const { return size_; }
  /// Area of each particle's interface, all ranks together.
  const std::vector<double>& areas() const { return areas_; }
  /// Integral over each particle's interface of a quantity given at the points. Collective.
  std::vector<double> particle_integrals(const std::vector<double>& at_points) const;
  /// Area mean over each particle of a quantity given at the points. Collective.
  std::vector<double> particle_means(const std::vector<double>& at_points) const;

 private:
  const CutMesh<dim>& mesh_;
  std::vector<Cell> cells_;
  std::size_t size_ = 0;
  std::vector<double> areas_;
};

}  // namespace catena
