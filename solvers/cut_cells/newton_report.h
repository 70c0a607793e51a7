// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace catena {

/// What a Newton solve did: the same on every rank.
struct NewtonReport {
  bool converged = false;
  int newton = 0;       ///< iterations
  int linear = 0;       ///< iterations of the linear solver, all together
  std::string failure;  ///< which equation failed, and how

  /// Counts the iterations of a solve that came before.
  void add_iterations(const NewtonReport& before) {
    newton += before.newton;
    linear += before.linear;
  }
};

}  // namespace catena
