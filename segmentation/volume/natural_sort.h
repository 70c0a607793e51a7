// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>

namespace catena {

/// Whether `a` comes before `b` when runs of digits count as numbers: "slice_9" before "slice_10".
/// Numbers of any length; of equal numbers the one with fewer leading zeros comes first, so the order is
/// total.
bool natural_less(const std::string& a, const std::string& b);

}  // namespace catena
