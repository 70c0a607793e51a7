// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include "solvers/cut_cells/check_petsc.h"

namespace catena {

inline void petsc(PetscErrorCode code) { check_petsc(code); }

}  // namespace catena
