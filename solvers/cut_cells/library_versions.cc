// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#include "solvers/cut_cells/library_versions.h"

#include <deal.II/base/config.h>
#include <p4est_config.h>
#include <petscsys.h>

#include "solvers/cut_cells/check_petsc.h"

namespace catena {

std::vector<std::pair<std::string, std::string>> mesh_library_versions() {
  PetscInt major = 0, minor = 0, patch = 0;
  check_petsc(PetscGetVersionNumber(&major, &minor, &patch, nullptr));
  return {{"deal.II", DEAL_II_PACKAGE_VERSION},
          {"p4est", P4EST_VERSION},
          {"PETSc", std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch)}};
}

}  // namespace catena
