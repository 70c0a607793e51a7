// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace catena {

/// Name and version of the libraries below meshes and systems of equations; of PETSc as it is linked, of the
/// others as they were built against.
std::vector<std::pair<std::string, std::string>> mesh_library_versions();

}  // namespace catena
