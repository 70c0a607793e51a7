// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <array>
#include <string>

#include "jobs/run/parameters.h"
#include "solvers/materials/bilinear_cohesive_law.h"
#include "solvers/materials/material.h"

namespace catena {

/// Parameters of the sections `Material`, `Interface`, `Electrolyte` and `Carbon binder`, and the Material
/// made of them. Every default has its source in inputs/materials/nmc811.prm.
class MaterialParameters {
 public:
  void declare(Parameters& parameters);
  /// The Material of the present values. Reads a table or BPX file if one is named, hence for one rank alone
  /// only within agree(). \throws InputError naming the parameter (or the BPX file's entry), what was found
  /// and what is allowed;
  ///         FileError if a file cannot be read.
  Material build() const;

 private:
  void declare_particle(Parameters& parameters);
  void declare_interface(Parameters& parameters);
  void declare_debonding(Parameters& parameters);
  void declare_carbon_binder(Parameters& parameters);
  void build_particle(Material& material) const;
  void build_interface(Material& material) const;
  void read_bpx(Material& material) const;

  // Material
  std::string bpx_file_;
  double temperature_ = 298.15;
  double maximum_concentration_ = 49146;
  double initial_stoichiometry_ = 0.9, lowest_stoichiometry_ = 0.2, highest_stoichiometry_ = 0.95;
  std::string potential_ = "Chen 2020", potential_expression_;
  double potential_at_reference_ = 3.8, potential_slope_ = -1.2, potential_reference_ = 0.6;
  double knee_height_ = 0.5, knee_width_ = 0.01;
  std::string diffusivity_ = "constant", diffusivity_expression_;
  double diffusivity_value_ = 3e-14;
  std::string volume_ = "collapse";
  double volume_steady_ = 0.025, volume_collapse_ = 0.20, volume_centre_ = 0.38, volume_width_ = 0.04;
  double partial_molar_volume_ = 1.45e-6;
  double particle_young_ = 140e9, particle_poisson_ = 0.3;
  std::string stress_diffusion_ = "OCP consistent";

  // Interface: kinetics
  std::string exchange_ = "ORegan 2022";
  double exchange_scale_ = 5.028;
  std::array<double, 3> exchange_exponents_{0.57, 0.43, 0.57};  ///< of electrolyte, lithium, vacancies
  double exchange_prefactor_ = 3.42e-6;
  double anodic_ = 0.5, cathodic_ = 0.5;
  bool stress_in_kinetics_ = true;
  std::string resistance_law_ = "film", damage_measure_ = "toughness loss";
  InterfaceResistance::Values resistance_;

  // Interface: debonding
  std::string cohesive_law_ = "bilinear";
  BilinearCohesiveLaw::Values cohesive_;
  bool fatigue_ = true;
  std::string fatigue_law_ = "opening increment";
  CohesiveFatigue fatigue_values_;

  // Electrolyte and carbon/binder
  std::string electrolyte_law_ = "Nyman 2008";
  Electrolyte::Values electrolyte_;
  double electrolyte_conductivity_ = 0.949, electrolyte_diffusivity_ = 1.77e-10;
  double high_conductivity_ = 10, low_conductivity_ = 1e-3;
  double carbon_young_ = 2e9, carbon_poisson_ = 0.3;
};

}  // namespace catena
