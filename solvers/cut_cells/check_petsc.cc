// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/check_petsc.h"

#include <string>

#include "jobs/run/error.h"

namespace catena {

void check_petsc(PetscErrorCode code) {
  if (code == 0) return;
  const char* text = nullptr;
  PetscErrorMessage(code, &text, nullptr);
  throw NumericsError("PETSc failed with error " + std::to_string(static_cast<int>(code)) +
                      (text ? std::string(": ") + text : std::string()));
}

}  // namespace catena
