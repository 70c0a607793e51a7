// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscsys.h>

#include <string>

#include "jobs/run/error.h"

namespace catena {

/// \throws NumericsError if a call of PETSc failed. PETSc fails on all ranks alike or aborts.
inline void petsc(PetscErrorCode code) {
  if (code != 0)
    throw NumericsError("PETSc failed in the mechanics with error " + std::to_string(static_cast<int>(code)) +
                        "; its message is above.");
}

}  // namespace catena
