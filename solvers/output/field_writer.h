// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "solvers/electrochemistry/electrochemistry.h"
#include "solvers/geometry/electrode_geometry.h"
#include "solvers/materials/material.h"
#include "solvers/mechanics/mechanics.h"
#include "solvers/output/clipped_cell.h"

namespace catena {

/// Writes pictures of the electrode for ParaView: fields/solution.pvd and what it names. A picture is three
/// grids: particles and matrix, each clipped at the interface, and the interface between them. A rank writes
/// what it owns.
template <int dim>
class FieldWriter {
 public:
  using Vector = typename Electrochemistry<dim>::Vector;

  /// `mechanics` may be null. All must live as long as this.
  FieldWriter(std::filesystem::path folder, const ElectrodeGeometry<dim>& geometry, const Material& material,
              const InterfacePoints<dim>& points, const Electrochemistry<dim>& electrochemistry,
              const Mechanics<dim>* mechanics);

  /// Adds a picture. Collective. \throws FileError
  void write(double time, const Vector& u);
  /// Times of the pictures so far; for checkpoints.
  const std::vector<double>& times() const { return times_; }
  void resume(const std::vector<double>& times) { times_ = times; }

 private:
  /// Values at the nodes of a phase's cells.
  struct Nodal {
    std::string name;
    unsigned int components;
    double scale;  ///< from what is stored to what is written
    std::vector<std::vector<double>>
        parts;  ///< by number of CutMesh::parts(): [shape][component]; empty: none
  };

  VtuPiece phase_piece(Phase phase, const Vector& u) const;
  VtuPiece interface_piece(const Vector& u) const;
  std::vector<Nodal> electrochemical_fields(Phase phase, const Vector& u) const;
  std::vector<Nodal> mechanical_fields(Phase phase) const;
  /// Spreads an array over [part of the phase][width].
  std::vector<std::vector<double>> by_part(Phase phase, const std::vector<double>& values) const;
  /// What of a cell lies in a particle, or -1: in the matrix.
  std::vector<CellPart<dim>> pieces(unsigned int index, int particle) const;
  std::vector<double> level_set(unsigned int index, int particle) const;
  int id(int particle) const;
  void add_point(VtuPiece& piece, unsigned int index, const Point<dim>& unit) const;
  void write_piece(const std::string& name, const VtuPiece& piece);

  std::filesystem::path folder_;
  const ElectrodeGeometry<dim>& geometry_;
  const Material& material_;
  const InterfacePoints<dim>& points_;
  const CutMesh<dim>& mesh_;
  const Electrochemistry<dim>& electrochemistry_;
  const Mechanics<dim>* mechanics_;
  ClippedCell<dim> clipped_;
  std::vector<double> times_;
};

}  // namespace catena
