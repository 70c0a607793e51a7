// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include <cmath>
#include <sstream>

#include "jobs/run/error.h"
#include "jobs/run/whole_file.h"
#include "solvers/materials/bpx_file.h"
#include "solvers/materials/exponential_cohesive_law.h"
#include "solvers/materials/material_parameters.h"

namespace catena {
namespace {

template <class... Parts>
[[noreturn]] void wrong(const Parts&... parts) {
  std::ostringstream sentence;
  (sentence << ... << parts);
  throw InputError(sentence.str());
}

/// An expression; an error in it names the parameter.
Expression expression(const std::string& parameter, const std::string& text) {
  try {
    return Expression(text);
  } catch (const InputError& error) {
    wrong(parameter, ": ", error.what());
  }
}

/// The window, and the laws all over it.
void check_particle(const Material& material) {
  const double low = material.lowest_stoichiometry, high = material.highest_stoichiometry;
  if (!(low < high))
    wrong("Material/Lowest stoichiometry is ", low,
          "; it must be below Material/Highest stoichiometry, which is ", high, ".");
  if (material.initial_stoichiometry < low || material.initial_stoichiometry > high)
    wrong("Material/Initial stoichiometry is ", material.initial_stoichiometry, "; it must lie between ", low,
          " and ", high, ", the lowest and the highest stoichiometry.");
  const auto covered = [&](const char* law, const StoichiometryRange& range) {
    if (low < range.lowest || high > range.highest)
      wrong("The ", law, " is known for stoichiometries from ", range.lowest, " to ", range.highest,
            ", but the window of the material is ", low, " to ", high,
            "; change Material/Lowest stoichiometry or Material/Highest stoichiometry.");
  };
  covered("open-circuit potential", material.open_circuit_potential->range());
  covered("diffusivity", material.diffusivity->range());
  constexpr int points = 1000;
  for (int k = 0; k <= points; ++k) {
    const double x = low + (high - low) * k / points;
    double U, dU, D, dD;
    material.open_circuit_potential->evaluate(1, &x, &U, &dU);
    material.diffusivity->evaluate(1, &x, &D, &dD);
    if (!std::isfinite(U) || !std::isfinite(dU))
      wrong("Material/Open-circuit potential is ", U, " V with slope ", dU, " V at the stoichiometry ", x,
            "; it must be finite all over the window ", low, " to ", high, ".");
    if (!(D > 0) || !std::isfinite(D) || !std::isfinite(dD))
      wrong("Material/Diffusivity is ", D, " m^2/s with slope ", dD, " at the stoichiometry ", x,
            "; it must be positive and smooth all over the window ", low, " to ", high, ".");
    if (dU >= 0 && material.stress_diffusion == StressDiffusion::ocp_consistent)
      wrong("Material/Open-circuit potential rises with ", dU, " V at the stoichiometry ", x,
            "; with Material/Stress diffusion = OCP consistent it must fall all over the window ", low,
            " to ", high, ".");
  }
}

}  // namespace

Material MaterialParameters::build() const {
  Material material;
  material.temperature = temperature_;
  build_particle(material);
  build_interface(material);
  material.high_conductivity = high_conductivity_;
  material.low_conductivity = low_conductivity_;
  material.carbon_binder = {carbon_young_, carbon_poisson_};
  if (electrolyte_law_ == "constant")
    material.electrolyte = std::make_unique<ConstantElectrolyte>(electrolyte_, electrolyte_conductivity_,
                                                                 electrolyte_diffusivity_);
  else
    material.electrolyte = std::make_unique<Nyman2008Electrolyte>(electrolyte_);
  if (!bpx_file_.empty()) read_bpx(material);
  check_particle(material);
  return material;
}

void MaterialParameters::build_particle(Material& material) const {
  material.maximum_concentration = maximum_concentration_;
  material.initial_stoichiometry = initial_stoichiometry_;
  material.lowest_stoichiometry = lowest_stoichiometry_;
  material.highest_stoichiometry = highest_stoichiometry_;
  material.particle = {particle_young_, particle_poisson_};
  material.stress_diffusion = stress_diffusion_ == "none"    ? StressDiffusion::none
                              : stress_diffusion_ == "ideal" ? StressDiffusion::ideal
                                                             : StressDiffusion::ocp_consistent;
  if (potential_ == "linear")
    material.open_circuit_potential =
        std::make_unique<LinearPotential>(potential_at_reference_, potential_slope_, potential_reference_);
  else if (potential_ == "expression")
    material.open_circuit_potential = std::make_unique<ExpressionPotential>(
        expression("Material/Open-circuit potential expression", potential_expression_));
  else
    material.open_circuit_potential = std::make_unique<Chen2020Potential>(knee_height_, knee_width_);

  if (diffusivity_ == "ORegan 2022")
    material.diffusivity = std::make_unique<ORegan2022Diffusivity>();
  else if (diffusivity_ == "expression")
    material.diffusivity = std::make_unique<ExpressionDiffusivity>(
        expression("Material/Diffusivity expression", diffusivity_expression_));
  else
    material.diffusivity = std::make_unique<ConstantDiffusivity>(diffusivity_value_);

  if (volume_ == "collapse")
    material.volume_change = std::make_unique<CollapseVolumeChange>(volume_steady_, volume_collapse_,
                                                                    volume_centre_, volume_width_);
  else
    material.volume_change =
        std::make_unique<ConstantMolarVolume>(partial_molar_volume_, maximum_concentration_);
}

void MaterialParameters::build_interface(Material& material) const {
  const double c_e0 = electrolyte_.concentration;
  ExchangeCurrentDensity exchange = ExchangeCurrentDensity::o_regan_2022(c_e0);
  if (exchange_ == "power law")
    exchange = {exchange_scale_, c_e0, exchange_exponents_[0], exchange_exponents_[1],
                exchange_exponents_[2]};
  else if (exchange_ == "Newman")
    exchange = ExchangeCurrentDensity::newman(exchange_prefactor_, maximum_concentration_, 0.5, c_e0);
  material.exchange_current_density = std::make_unique<ExchangeCurrentDensity>(exchange);
  material.butler_volmer = ButlerVolmer(anodic_, cathodic_, temperature_);
  material.stress_in_kinetics = stress_in_kinetics_ && material.stress_diffusion != StressDiffusion::none;

  InterfaceResistance::Values resistance = resistance_;
  using Law = InterfaceResistance::Law;
  resistance.law = resistance_law_ == "contact"  ? Law::contact
                   : resistance_law_ == "series" ? Law::series
                   : resistance_law_ == "film"   ? Law::film
                                                 : Law::exponential;
  const bool multiplies = resistance.law == Law::series || resistance.law == Law::exponential;
  if (multiplies && resistance.high == 0 && resistance.low == 0)
    wrong(
        "Interface/Resistance law = ", resistance_law_,
        " multiplies the resistance without damage, but Interface/Resistance and Interface/Resistance of low "
        "carbon binder are both 0, so that damage would do nothing; raise one of them, or choose film or "
        "contact.");
  material.resistance = std::make_unique<InterfaceResistance>(resistance);
  material.damage_measure =
      damage_measure_ == "stiffness loss" ? DamageMeasure::stiffness_loss : DamageMeasure::toughness_loss;

  CohesiveFatigue fatigue = fatigue_values_;
  material.fatigue = fatigue_;
  const auto& names = CohesiveFatigue::names();
  for (std::size_t k = 0; k < names.size(); ++k)
    if (fatigue_ && names[k] == fatigue_law_) fatigue.law = static_cast<CohesiveFatigue::Law>(k);
  if (cohesive_law_ == "exponential") {
    material.cohesive_law = std::make_unique<ExponentialCohesiveLaw>(
        ExponentialCohesiveLaw::Values{cohesive_.strength, cohesive_.toughness, cohesive_.shear_weight,
                                       cohesive_.contact_stiffness, cohesive_.residual},
        fatigue);
  } else {
    BilinearCohesiveLaw::Values values = cohesive_;
    values.mixed = cohesive_law_ == "bilinear mixed mode";
    material.cohesive_law = std::make_unique<BilinearCohesiveLaw>(values, fatigue);
  }
}

void MaterialParameters::read_bpx(Material& material) const {
  BpxElectrode bpx = parse_bpx(read_whole(bpx_file_), bpx_file_);
  material.maximum_concentration = bpx.maximum_concentration;
  material.lowest_stoichiometry = bpx.lowest_stoichiometry;
  material.highest_stoichiometry = bpx.highest_stoichiometry;
  material.open_circuit_potential = std::move(bpx.open_circuit_potential);
  material.diffusivity = std::move(bpx.diffusivity);
  const double reference =
      bpx.electrolyte_concentration > 0 ? bpx.electrolyte_concentration : electrolyte_.concentration;
  material.exchange_current_density = std::make_unique<ExchangeCurrentDensity>(
      faraday_constant * bpx.reaction_rate, reference, 0.5, 0.5, 0.5);
  if (volume_ == "constant molar volume")
    material.volume_change =
        std::make_unique<ConstantMolarVolume>(partial_molar_volume_, bpx.maximum_concentration);
}

}  // namespace catena
