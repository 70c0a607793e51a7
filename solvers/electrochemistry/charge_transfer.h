// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscmat.h>

#include <array>
#include <vector>

#include "solvers/cut_cells/cell_entries.h"
#include "solvers/cut_cells/interface_points.h"
#include "solvers/electrochemistry/electrode_fields.h"
#include "solvers/electrochemistry/local_values.h"
#include "solvers/materials/material.h"

namespace catena {

/// The reaction at the particles' surfaces and what it puts into the equations: i [A/m^2] of ButlerVolmer at
/// every interface point, with its exact derivatives, times the shape functions:
///   row of x: i,  phi_s: i,  phi_e: -i,  c_e: -(1 - t+) i     (electrons from the carbon/binder)
///   row of x: i,  phi_s: i_c,  phi_p: i - i_c,  i_c = (phi_s - phi_p)/R     (electrons through the particle)
template <int dim>
class ChargeTransfer {
 public:
  ChargeTransfer(const InterfacePoints<dim>& points, const ElectrodeFields<dim>& fields,
                 const CarbonBinder<dim>& carbon_binder, const Material& material, const LocalValues& layout);

  /// Measure of damage at each point, 0..1, and sigma_h [Pa] at [owned particle cell][shape].
  void set_damage(const std::vector<double>& measure);
  void set_hydrostatic_stress(const std::vector<double>& at_cells);

  /// Reaction and derivatives for the fields of LocalValues::gather().
  void evaluate(const double* values);
  /// Of the last evaluate().
  void add_residual(double* sums) const;
  void add_jacobian(CellEntries& entries) const;
  /// The longest step s <= 1 along -update that takes no surface stoichiometry more than nine tenths of its
  /// way to 0 or 1; of this rank's points.
  double longest_step(const double* update) const;

  const std::vector<double>& current_density() const { return current_; }
  const std::vector<double>& stoichiometry() const { return x_; }
  const std::vector<double>& resistance() const { return resistance_; }

 private:
  /// What the matrix of a cell is combined of: di/dx, di/dV, di/d(c_e/c_e0), 1/R.
  static constexpr unsigned int kinds = 4;
  struct Cell {
    std::size_t first;
    std::size_t particle_cell;  ///< its number among the owned cells of the particles' space
    const ShapeTable<dim>* table;
    std::vector<unsigned int> places;  ///< [field][shape]
    std::vector<PetscInt> numbers;     ///< [field][shape]
  };

  void combine();
  void interpolate(const double* values, unsigned int f, std::vector<double>& at_points) const;
  void shift_by_stress();

  const Material& material_;
  unsigned int fields_;
  int x_field_, electron_field_, contact_field_, ion_field_, salt_field_;
  double migrated_;  ///< 1 - t+
  std::vector<Cell> cells_;
  /// Share of reaction and of contact current in the row of each field.
  std::vector<std::array<double, 2>> rows_;
  /// Share of each kind in the block of two fields.
  std::vector<std::array<double, kinds>> blocks_;
  std::array<bool, kinds> used_{};

  std::vector<double> initial_resistance_, resistance_, share_, stress_;
  std::vector<double> x_, voltage_, other_, salt_, potential_, dpotential_, exchange_, dexchange_dx_,
      dexchange_dce_, shift_, dshift_, no_resistance_;
  std::vector<double> current_, contact_;
  std::array<std::vector<double>, kinds> slopes_;
};

}  // namespace catena
