// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace catena {

/// Sets what BoomerAMG needs on cut octrees of scalar equations as defaults (default_option) of the options
/// with the prefix; the preconditioner's type is not set.
void default_multigrid(const std::string& prefix);

}  // namespace catena
