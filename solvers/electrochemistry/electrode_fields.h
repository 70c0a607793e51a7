// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <deal.II/base/index_set.h>
#include <deal.II/lac/affine_constraints.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "solvers/cut_cells/field_numbering.h"
#include "solvers/cut_cells/phase_space.h"
#include "solvers/electrochemistry/electrochemistry_options.h"
#include "solvers/geometry/carbon_binder.h"

namespace catena {

/// The fields of the electrochemical problem in one numbering, with the cell voltage as its lone unknown:
///   concentration          x = c/c_max in the particles
///   electron_potential     phi_s [V] in the matrix without the separator; on the collector's face it is the
///                          cell voltage
///   electrolyte_potential  phi_e [V] in matrix and separator, 0 on the lithium's face
///   salt                   c_e/c_e0 in matrix and separator
///   particle_potential     phi_p [V] in the particles
/// The first two are always there, the others as the options ask.
template <int dim>
class ElectrodeFields {
 public:
  enum Name { concentration, electron_potential, electrolyte_potential, salt, particle_potential };
  static constexpr unsigned int names = 5;

  ElectrodeFields(const CutMesh<dim>& mesh, const CarbonBinder<dim>& carbon_binder,
                  const ElectrochemistryOptions& options);

  const CutMesh<dim>& mesh() const { return mesh_; }
  const FieldNumbering<dim>& numbering() const { return *numbering_; }
  const dealii::AffineConstraints<double>& constraints() const { return constraints_; }
  bool has(Name name) const { return index_[name] >= 0; }
  /// Number of a field that is there within the numbering().
  unsigned int index(Name name) const { return static_cast<unsigned int>(index_[name]); }
  Name name(unsigned int f) const { return present_[f]; }
  const PhaseSpace<dim>& space(Name name) const { return *spaces_[index(name)]; }
  /// Name, description, unit of field f, for output.
  static std::array<std::string, 3> description(Name name);

 private:
  void add(Name name, Phase phase, const std::function<bool(const dealii::Point<dim>&)>& within);
  void constrain();

  const CutMesh<dim>& mesh_;
  std::array<int, names> index_;
  std::vector<Name> present_;
  std::vector<std::unique_ptr<PhaseSpace<dim>>> spaces_;
  std::unique_ptr<FieldNumbering<dim>> numbering_;
  dealii::AffineConstraints<double> constraints_;
};

}  // namespace catena
