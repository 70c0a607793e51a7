// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/simulation/simulate_parameters.h"

#include "jobs/run/parameters.h"

namespace catena {

void SimulateParameters::declare(Parameters& parameters) {
  parameters.add("Dimension", dimension, "1", {2, 3},
                 "Of space: 3, or 2 for discs, which stand for cylinders 1e-6 m long in plane strain.");
  parameters.add("Model", model, std::vector<std::string>{"resolved"},
                 "Particles and the matrix between them resolved by finite elements.");
  geometry.declare(parameters);
  parameters.add("Mesh/Degree", degree, "1", {1, 2},
                 "Of the finite elements and of the interpolated interface.");
  parameters.add("Mesh/Coarsenings", coarsenings, "1", {0, 8},
                 "Cells may be up to this power of two times the finest away from the particles' surfaces.");
  material.declare(parameters);
  parameters.add(
      "Electrolyte/Model", electrolyte, std::vector<std::string>{"constant", "potential", "salt"},
      "Whether the electrolyte's potential, or its potential and salt, are solved for or taken as constant.");
  parameters.add(
      "Interface/Electron supply", supply, std::vector<std::string>{"local", "particles"},
      "Electrons reach the reaction from the carbon/binder that touches the point, or through the particle.");
  parameters.add("Material/Electronic conductivity", electrochemistry.particle_conductivity, "S/m",
                 Range::positive(), "Of the particles, where electrons reach the reaction through them.");
  parameters.add(
      "Protocol/Reference change", electrochemistry.reference_stoichiometry_change, "1", {1e-3, 1},
      "Change of the mean c/c_max that counts as the full capacity, to which C rates and capacities refer.");
  protocol.declare(parameters);
  parameters.add("Mechanics/Solve", mechanics,
                 "Whether stress, debonding and damage are computed; if not, particles stay bonded.");
  parameters.add("Mechanics/Stack pressure", mechanics_options.stack_pressure, "Pa", Range::not_negative(),
                 "On the separator's face.");
  parameters.add(
      "Mechanics/Separator face", separator_face, std::vector<std::string>{"pressure", "fixed"},
      "The face towards the separator is under the stack pressure, or does not move along its normal.");
  cycling.declare(parameters);
  parameters.add("Solvers/Electrochemistry tolerance", electrochemistry.tolerance, "1", {1e-14, 1e-4},
                 "Of the residual, as a share of the current that fills the electrode in an hour.");
  parameters.add("Solvers/Mechanics tolerance", mechanics_options.tolerance, "1", {1e-14, 1e-4},
                 "Error of the displacement, as a share of it, both in the norm of the energy.");
  parameters.add("Output/Fields", fields, "Whether to write fields/ for ParaView.");
  parameters.add("Output/Field cycles", field_cycles, "1", {1, 1e6},
                 "Cycles at whose end of charge fields are written, besides the start and the end.");
  parameters.add("Output/Figures", figures,
                 "Whether to draw figures; needs python3 with matplotlib and h5py.");
}

void SimulateParameters::finish() {
  electrochemistry.electrolyte = electrolyte == "salt"        ? ElectrolyteModel::salt
                                 : electrolyte == "potential" ? ElectrolyteModel::potential
                                                              : ElectrolyteModel::constant;
  electrochemistry.supply = supply == "particles" ? ElectronSupply::particles : ElectronSupply::local;
  mechanics_options.separator_fixed = separator_face == "fixed";
}

}  // namespace catena
