// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>

#include "solvers/materials/butler_volmer.h"
#include "solvers/materials/cohesive_law.h"
#include "solvers/materials/diffusivity.h"
#include "solvers/materials/elasticity.h"
#include "solvers/materials/electrolyte.h"
#include "solvers/materials/exchange_current_density.h"
#include "solvers/materials/interface_resistance.h"
#include "solvers/materials/open_circuit_potential.h"
#include "solvers/materials/volume_change.h"

namespace catena {

/// How stress drives lithium in a particle: J = -D grad c + D c Omega/(R T) grad sigma_h for `ideal` (a
/// dilute solution), J = -D grad c + D c_max Omega/(-F U') grad sigma_h for `ocp_consistent` (the mobility
/// that the open-circuit potential implies), nothing for `none`.
enum class StressDiffusion { none, ideal, ocp_consistent };

/// Which measure of damage sets the interface's resistance: w (toughness_loss) or d (stiffness_loss).
enum class DamageMeasure { toughness_loss, stiffness_loss };

/// All that the electrode is made of, in SI units; made by MaterialParameters. Every pointer is set.
struct Material {
  double temperature = 298.15;  ///< K

  // The particles.
  double maximum_concentration = 0;  ///< c_max, mol/m^3
  double initial_stoichiometry = 0;  ///< x_0, where the particles are free of stress
  double lowest_stoichiometry = 0;   ///< the window in which the material is used
  double highest_stoichiometry = 0;
  std::unique_ptr<OpenCircuitPotential> open_circuit_potential;
  std::unique_ptr<Diffusivity> diffusivity;
  std::unique_ptr<VolumeChange> volume_change;
  Elasticity particle;
  StressDiffusion stress_diffusion = StressDiffusion::ocp_consistent;

  // Their interface.
  std::unique_ptr<ExchangeCurrentDensity> exchange_current_density;
  ButlerVolmer butler_volmer;
  bool stress_in_kinetics = true;   ///< Omega sigma_h/F shifts the overpotential
  std::unique_ptr<InterfaceResistance> resistance;
  DamageMeasure damage_measure = DamageMeasure::toughness_loss;
  std::unique_ptr<CohesiveLaw> cohesive_law;
  bool fatigue = true;

  // The carbon/binder between them and its electrolyte.
  double high_conductivity = 0;  ///< of electrons, S/m
  double low_conductivity = 0;   ///< S/m
  Elasticity carbon_binder;
  std::unique_ptr<Electrolyte> electrolyte;

  /// m of the resistance law for a state of the cohesive law.
  double damage(const CohesiveState& state) const {
    return damage_measure == DamageMeasure::toughness_loss ? cohesive_law->toughness_loss(state)
                                                           : cohesive_law->stiffness_loss(state);
  }
};

}  // namespace catena
