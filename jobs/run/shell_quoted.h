// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace catena {

/// A text as one word for a POSIX shell, whatever is in it.
std::string shell_quoted(const std::string& text);

}  // namespace catena
