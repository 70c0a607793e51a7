// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

namespace catena {

/// How the particles' interface is tied to the displacements: as a spring, or by Nitsche's method with the
/// interface's compliance within it, which stays accurate however stiff the spring is (InterfaceTraction).
enum class InterfaceForm { automatic, spring, nitsche };

/// Choices of the mechanics that are not material.
struct MechanicsOptions {
  InterfaceForm form = InterfaceForm::automatic;  ///< automatic: Nitsche's where K h > 4 E_matrix, for
                                                  ///< degree 2 > 16 E_matrix
  double nitsche = 10;      ///< its stabilisation, in harmonic means of the two moduli times degree over h
  double ghost_weight = 0;  ///< of the ghost penalty, in Young's moduli; 0: 0.01, or 0.03 with Nitsche's form
  double stack_pressure = 1e5;   ///< on the separator's face, Pa
  bool separator_fixed = false;  ///< no displacement across the separator's face, instead of the pressure
  double tolerance = 1e-10;      ///< error over displacement, in the energy's norm
  int most_iterations = 80;      ///< of Newton's method
  int direct_limit = 5000;  ///< unknowns up to which a factorisation serves in 3-D; eighty times that in 2-D
};

}  // namespace catena
