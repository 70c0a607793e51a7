// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/lac/affine_constraints.h>
#include <deal.II/lac/petsc_vector.h>

#include <functional>
#include <vector>

#include "solvers/cut_cells/field_numbering.h"
#include "solvers/cut_cells/phase_space.h"

namespace catena {

/// The displacements of particles and matrix, um: two vector fields in one numbering, so that they jump
/// across the interface, and the unknowns that are not free: hanging nodes, and those held on the box's
/// faces.
///
/// Vectors hold all unknowns. Increments are zero where an unknown is not free; a displacement gets its
/// values there by impose().
template <int dim>
class DisplacementSpace {
 public:
  using Vector = dealii::PETScWrappers::MPI::Vector;
  using Boundary = std::function<dealii::Tensor<1, dim>(const dealii::Point<dim>&, Phase)>;

  explicit DisplacementSpace(const CutMesh<dim>& mesh);

  const CutMesh<dim>& mesh() const { return mesh_; }
  const PhaseSpace<dim>& phase(int p) const { return p == 0 ? particles_ : matrix_; }
  const FieldNumbering<dim>& numbering() const { return numbering_; }
  const dealii::AffineConstraints<double>& hanging() const { return hanging_; }
  Vector make_vector() const { return Vector(numbering_.owned(), numbering_.communicator()); }

  /// Holds the component across a face of the box: u.n = 0.
  void hold_normal(unsigned int axis, bool far);
  /// Holds all components on all faces, at the values of a function, or with `octant` on the far faces, while
  /// those at coordinate 0 slide; replaces what was held before.
  void hold_all(const Boundary& boundary, bool octant);

  /// Owned unknowns that are not free, by their place in the owned part.
  const std::vector<int>& not_free() const { return not_free_; }
  /// Sets what is not free to zero.
  void zero_not_free(Vec vector) const;
  /// Gives held unknowns and hanging nodes of a displacement their values.
  void impose(Vector& displacement) const;
  /// Whether anything is held at values other than zero.
  bool moved() const { return static_cast<bool>(boundary_); }

  /// Place of every owned unknown, in the order of the owned part.
  std::vector<dealii::Point<dim>> places() const;

 private:
  struct Held {
    int local;
    dealii::Point<dim> point;
    unsigned int component;
    Phase phase;
  };
  void collect();

  const CutMesh<dim>& mesh_;
  PhaseSpace<dim> particles_, matrix_;
  FieldNumbering<dim> numbering_;
  dealii::AffineConstraints<double> hanging_;
  std::vector<Held> held_;
  std::vector<int> not_free_;
  Boundary boundary_;
};

}  // namespace catena
