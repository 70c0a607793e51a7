// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/default_option.h"

#include "solvers/cut_cells/check_petsc.h"

namespace catena {

void default_option(const std::string& prefix, const std::string& name, const char* value) {
  PetscBool given = PETSC_FALSE;
  check_petsc(PetscOptionsHasName(nullptr, prefix.c_str(), ("-" + name).c_str(), &given));
  if (!given) check_petsc(PetscOptionsSetValue(nullptr, ("-" + prefix + name).c_str(), value));
}

}  // namespace catena
