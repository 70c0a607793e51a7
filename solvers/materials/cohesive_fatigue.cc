// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/materials/cohesive_fatigue.h"

namespace catena {

const std::vector<std::string>& CohesiveFatigue::names() {
  static const std::vector<std::string> result = {"none", "opening increment", "Roe-Siegmund", "Turon",
                                                  "stiffness decay"};
  return result;
}

}  // namespace catena
