// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/material_parameters.h"

#include <vector>

namespace catena {
namespace {

constexpr Range share{0, 1};
constexpr Range poisson{-0.99, 0.499};

}  // namespace

void MaterialParameters::declare(Parameters& parameters) {
  declare_particle(parameters);
  declare_interface(parameters);
  declare_debonding(parameters);
  declare_carbon_binder(parameters);
}

void MaterialParameters::declare_particle(Parameters& parameters) {
  parameters.add(
      "Material/BPX file", bpx_file_,
      "A BPX file (JSON) whose positive electrode replaces the maximum concentration, the open-circuit "
      "potential, the diffusivity, the exchange current density and the stoichiometry window; empty: none.");
  parameters.add("Material/Temperature", temperature_, "K", {200, 400},
                 "Temperature in RT/F. All laws are those measured at 298.15 K.");
  parameters.add("Material/Maximum concentration", maximum_concentration_, "mol/m^3", Range::positive(),
                 "Lithium at full lithiation, from the crystal's density.");
  parameters.add("Material/Initial stoichiometry", initial_stoichiometry_, "1", share,
                 "c/c_max at the start, where the particles are also free of stress.");
  parameters.add("Material/Lowest stoichiometry", lowest_stoichiometry_, "1", share,
                 "Lower end of the window in which the material may be used.");
  parameters.add("Material/Highest stoichiometry", highest_stoichiometry_, "1", share,
                 "Upper end of the window in which the material may be used.");

  parameters.add("Material/Open-circuit potential", potential_, {"Chen 2020", "linear", "expression"},
                 "NMC811 of the LG M50 cell, a straight line, or an expression of x.");
  parameters.add("Material/Open-circuit potential expression", potential_expression_,
                 "In volts, of x = c/c_max: numbers, x, + - * / ** ^ ( ), exp, log, sqrt, tanh, sinh, cosh.");
  parameters.add("Material/Open-circuit potential value", potential_at_reference_, "V", {},
                 "Of the straight line at its reference stoichiometry.");
  parameters.add("Material/Open-circuit potential slope", potential_slope_, "V", {}, "Of the straight line.");
  parameters.add("Material/Open-circuit potential reference", potential_reference_, "1", share,
                 "Reference stoichiometry of the straight line.");
  parameters.add("Material/Knee height", knee_height_, "V", {0, 10},
                 "Fall of the potential of Chen 2020 towards x = 1, -A exp((x - 1)/s): the fit has no end of "
                 "discharge, without which surfaces would fill up to the last site. 0 for none.");
  parameters.add("Material/Knee width", knee_width_, "1", {1e-4, 1}, "The s of the knee.");

  parameters.add("Material/Diffusivity", diffusivity_, {"constant", "ORegan 2022", "expression"},
                 "Of lithium in the particles: one value, NMC811 as measured, or an expression of x.");
  parameters.add("Material/Diffusivity value", diffusivity_value_, "m^2/s", Range::positive(),
                 "Of the constant.");
  parameters.add("Material/Diffusivity expression", diffusivity_expression_, "In m^2/s, of x = c/c_max.");
  parameters.add(
      "Material/Stress diffusion", stress_diffusion_, {"none", "ideal", "OCP consistent"},
      "How stress drives lithium: not at all, as in a dilute solution, or with the mobility that the "
      "open-circuit potential implies.");

  parameters.add(
      "Material/Volume change", volume_, {"collapse", "constant molar volume"},
      "Steady shrinking and the lattice's collapse below some stoichiometry, or one molar volume.");
  parameters.add("Material/Steady shrinking", volume_steady_, "1", {0, 0.3},
                 "Of collapse: relative loss of volume per stoichiometry above the collapse.");
  parameters.add("Material/Collapse shrinking", volume_collapse_, "1", {0, 1},
                 "Of collapse: additional loss of volume per stoichiometry below it.");
  parameters.add("Material/Collapse stoichiometry", volume_centre_, "1", share,
                 "Of collapse: where it begins.");
  parameters.add("Material/Collapse width", volume_width_, "1", {1e-3, 1},
                 "Of collapse: over which it begins.");
  parameters.add("Material/Partial molar volume", partial_molar_volume_, "m^3/mol", {0, 1e-4},
                 "Of lithium, with the constant molar volume.");
  parameters.add("Material/Young's modulus", particle_young_, "Pa", Range::positive(), "Of the particles.");
  parameters.add("Material/Poisson's ratio", particle_poisson_, "1", poisson, "Of the particles.");
}

void MaterialParameters::declare_interface(Parameters& parameters) {
  parameters.add("Interface/Exchange current density", exchange_, {"ORegan 2022", "power law", "Newman"},
                 "NMC811 as measured, s (c_e/c_e0)^p x^q (1 - x)^r, or F k c_e^1/2 c^1/2 (c_max - c)^1/2.");
  parameters.add("Interface/Exchange current scale", exchange_scale_, "A/m^2", Range::positive(),
                 "The s of the power law.");
  parameters.add("Interface/Exchange current exponents", exchange_exponents_, "1", {0, 10},
                 "The p, q and r of the power law.");
  parameters.add("Interface/Exchange current prefactor", exchange_prefactor_, "A/m^2 (m^3/mol)^1.5",
                 Range::positive(), "The F k of Newman.");
  parameters.add("Interface/Anodic transfer coefficient", anodic_, "1", {0.01, 2},
                 "Of Butler-Volmer kinetics.");
  parameters.add("Interface/Cathodic transfer coefficient", cathodic_, "1", {0.01, 2},
                 "Of Butler-Volmer kinetics.");
  parameters.add(
      "Interface/Stress in kinetics", stress_in_kinetics_,
      "Where stress drives lithium, it also shifts the overpotential, by Omega sigma_h/F: without, lithium "
      "goes round for ever at rest. No effect with Stress diffusion = none.");
  parameters.add("Interface/Resistance law", resistance_law_, {"film", "contact", "series", "exponential"},
                 "How damage m hinders charge transfer: R_0 + R_D m; the share 1 - m of the area reacts; "
                 "R_0 (1 + s)/(1 - m + s); R_0 exp(b m).");
  parameters.add("Interface/Damage measure", damage_measure_, {"toughness loss", "stiffness loss"},
                 "What m is: w, the share of the toughness used up, or d, the loss of stiffness.");
  parameters.add("Interface/Resistance", resistance_.high, "ohm m^2", Range::not_negative(),
                 "R_0 towards carbon/binder of high conductivity.");
  parameters.add("Interface/Resistance of low carbon binder", resistance_.low, "ohm m^2",
                 Range::not_negative(), "R_0 towards carbon/binder of low conductivity.");
  parameters.add("Interface/Damage resistance", resistance_.growth, "ohm m^2", Range::not_negative(),
                 "R_D of film.");
  parameters.add("Interface/Remaining contact", resistance_.smallest, "1", {1e-6, 1}, "The s of series.");
  parameters.add("Interface/Resistance exponent", resistance_.exponent, "1", {0, 50},
                 "The b of exponential.");
}

void MaterialParameters::declare_debonding(Parameters& parameters) {
  parameters.add("Interface/Cohesive law", cohesive_law_, {"bilinear", "bilinear mixed mode", "exponential"},
                 "Traction against opening; mixed mode: shear has its own strength and toughness.");
  parameters.add("Interface/Strength", cohesive_.strength, "Pa", Range::positive(),
                 "T_0, the largest traction.");
  parameters.add("Interface/Toughness", cohesive_.toughness, "J/m^2", Range::positive(),
                 "G_c, the work that debonds.");
  parameters.add("Interface/Stiffness", cohesive_.stiffness, "Pa/m", Range::positive(),
                 "K of the bilinear laws before damage.");
  parameters.add("Interface/Contact stiffness", cohesive_.contact_stiffness, "Pa/m", Range::positive(),
                 "Of the spring that resists overlap.");
  parameters.add("Interface/Shear weight", cohesive_.shear_weight, "1", {1e-3, 10},
                 "b: weight of sliding against opening in the effective opening.");
  parameters.add("Interface/Residual stiffness", cohesive_.residual, "1", {0, 0.01},
                 "Share of the stiffness that stays when debonded, so that no particle floats.");
  parameters.add("Interface/Shear strength", cohesive_.shear_strength, "Pa", Range::positive(),
                 "Of mixed mode.");
  parameters.add("Interface/Shear toughness", cohesive_.shear_toughness, "J/m^2", Range::positive(),
                 "G_II of mixed mode.");
  parameters.add("Interface/Mixing exponent", cohesive_.mixing_exponent, "1", {1, 10},
                 "Of Benzeggagh and Kenane's mixed mode.");
  parameters.add("Interface/Fatigue", fatigue_, "Cycles below the strength widen the damage.");
  parameters.add(
      "Interface/Fatigue law", fatigue_law_,
      std::vector<std::string>(CohesiveFatigue::names().begin() + 1, CohesiveFatigue::names().end()),
      "How: in proportion to the opening that is left to lose; as damage above an endurance limit; as a "
      "Paris law; as decay of the reloading stiffness.");
  parameters.add("Interface/Fatigue factor", fatigue_values_.factor, "1", {0, 1},
                 "Of opening increment: widening per opening.");
  parameters.add("Interface/Fatigue length", fatigue_values_.length, "m", Range::positive(),
                 "Of Roe-Siegmund and stiffness decay: accumulated opening that does the damage.");
  parameters.add("Interface/Endurance ratio", fatigue_values_.endurance, "1", {0, 1},
                 "Of Roe-Siegmund: traction over remaining strength below which nothing happens.");
  parameters.add("Interface/Fatigue rate", fatigue_values_.rate, "1/cycle", Range::not_negative(),
                 "Of Turon: share of the toughness used up by a cycle with G = G_c.");
  parameters.add("Interface/Fatigue exponent", fatigue_values_.exponent, "1", {1, 20},
                 "Of Turon's Paris law.");
}

void MaterialParameters::declare_carbon_binder(Parameters& parameters) {
  parameters.add("Electrolyte/Law", electrolyte_law_, {"Nyman 2008", "constant"},
                 "Conductivity and diffusivity: LiPF6 in EC:EMC as measured, or one value each.");
  parameters.add("Electrolyte/Conductivity", electrolyte_conductivity_, "S/m", Range::positive(),
                 "Of constant.");
  parameters.add("Electrolyte/Diffusivity", electrolyte_diffusivity_, "m^2/s", Range::positive(),
                 "Of constant.");
  parameters.add("Electrolyte/Concentration", electrolyte_.concentration, "mol/m^3", {1, 1e4},
                 "Of the salt at the start, also the reference of the exchange current density.");
  parameters.add("Electrolyte/Transference number", electrolyte_.transference, "1", {0, 0.999},
                 "Share of the current that lithium ions carry.");
  parameters.add("Electrolyte/Thermodynamic factor", electrolyte_.thermodynamic_factor, "1",
                 Range::positive(), "1 + dln f/dln c.");

  parameters.add("Carbon binder/High conductivity", high_conductivity_, "S/m", Range::positive(),
                 "Of electrons, in the well-connected carbon/binder.");
  parameters.add("Carbon binder/Low conductivity", low_conductivity_, "S/m", Range::positive(),
                 "Of electrons, in the badly connected carbon/binder.");
  parameters.add("Carbon binder/Porosity", electrolyte_.porosity, "1", {0.01, 1},
                 "Share that the electrolyte fills.");
  parameters.add("Carbon binder/Bruggeman exponent", electrolyte_.bruggeman, "1", {0, 10},
                 "Effective transport = porosity^exponent x that of the free electrolyte.");
  parameters.add("Carbon binder/Young's modulus", carbon_young_, "Pa", Range::positive(),
                 "Of the porous carbon/binder as a whole.");
  parameters.add("Carbon binder/Poisson's ratio", carbon_poisson_, "1", poisson,
                 "Of the porous carbon/binder.");
}

}  // namespace catena
