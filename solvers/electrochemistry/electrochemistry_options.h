// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace catena {

/// How much of the electrolyte is solved for.
enum class ElectrolyteModel {
  constant,   ///< phi_e = 0 and c_e = c_e0 everywhere
  potential,  ///< phi_e is solved for in the matrix and separator, c_e = c_e0
  salt,       ///< phi_e and c_e are
};

/// Where the electrons of the interface's reaction come from.
enum class ElectronSupply {
  local,      ///< from the carbon/binder that touches the point; the particle conducts none
  particles,  ///< through the particle, which they enter by the contact resistance of its whole surface
};

struct ElectrochemistryOptions {
  ElectrolyteModel electrolyte = ElectrolyteModel::constant;
  ElectronSupply supply = ElectronSupply::local;
  double particle_conductivity = 0.1;  ///< of electrons, S/m; with ElectronSupply::particles
  /// The change of mean x that counts as the full capacity, to which C rates refer.
  double reference_stoichiometry_change = 1;
  /// Weight of the ghost penalty against the bulk's coefficient; 0: 0.1 for degree 1, 0.01 for degree 2.
  double ghost_weight = 0;
  unsigned int newton_iterations = 20;  ///< allowed
  double tolerance =
      1e-9;  ///< of the residual, as a share of the current that fills the electrode in an hour
  /// Prefix of the linear solver's options in PETSc's database.
  std::string prefix = "electrochemistry_";
  /// Up to so many unknowns in the plane, a tenth of it in space, one factorisation is kept over many steps
  /// as the preconditioner.
  unsigned int direct_below = 15000;
};

}  // namespace catena
