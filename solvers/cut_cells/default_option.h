// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace catena {

/// Sets an option of PETSc, `-<prefix><name>`, unless the user gave it. Errors as check_petsc().
void default_option(const std::string& prefix, const std::string& name, const char* value);

}  // namespace catena
