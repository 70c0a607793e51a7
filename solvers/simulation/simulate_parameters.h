// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "solvers/cycling/cycling.h"
#include "solvers/cycling/protocol.h"
#include "solvers/electrochemistry/electrochemistry_options.h"
#include "solvers/geometry/geometry_parameters.h"
#include "solvers/materials/material_parameters.h"
#include "solvers/mechanics/mechanics_options.h"

namespace catena {

/// All parameters of the stage `simulate`.
struct SimulateParameters {
  std::int64_t dimension = 3;
  std::string model = "resolved";
  std::int64_t degree = 1;       ///< of the elements
  std::int64_t coarsenings = 2;  ///< of the mesh away from interfaces
  bool mechanics = true;
  std::string electrolyte = "constant", supply = "local", separator_face = "pressure";
  bool fields = true, figures = true;
  std::vector<double> field_cycles{1};
  GeometryParameters geometry;
  MaterialParameters material;
  ProtocolParameters protocol;
  CyclingOptions cycling;
  ElectrochemistryOptions electrochemistry;
  MechanicsOptions mechanics_options;

  void declare(Parameters& parameters);
  /// The options that words choose.
  void finish();
};

}  // namespace catena
