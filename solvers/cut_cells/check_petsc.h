// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <petscsys.h>

namespace catena {

/// \throws NumericsError with PETSc's own words unless `code` says that all went well.
void check_petsc(PetscErrorCode code);

}  // namespace catena
