// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <memory>
#include <string>

#include "solvers/materials/diffusivity.h"
#include "solvers/materials/open_circuit_potential.h"

namespace catena {

/// What a BPX file (Battery Parameter eXchange, https://bpxstandard.com) says of the positive electrode's
/// material. Its reaction rate constant k [mol/(m^2 s)] means i0 = F k (c_e/c_e0)^1/2 x^1/2 (1 - x)^1/2.
struct BpxElectrode {
  double maximum_concentration = 0;  ///< mol/m^3
  double lowest_stoichiometry = 0, highest_stoichiometry = 0;
  double reaction_rate = 0;              ///< mol/(m^2 s)
  double electrolyte_concentration = 0;  ///< mol/m^3; 0 if the file has none
  std::unique_ptr<OpenCircuitPotential> open_circuit_potential;
  std::unique_ptr<Diffusivity> diffusivity;
};

/// `text` is the JSON, `name` the file's name for messages. A number, a table {"x": [..], "y": [..]} or an
/// expression of x may stand for the potential and the diffusivity. Activation energies are left aside:
/// 298.15 K. \throws InputError naming the entry.
BpxElectrode parse_bpx(const std::string& text, const std::string& name);

}  // namespace catena
