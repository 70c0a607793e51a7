// SPDX-FileCopyrightText: 2026 The Catena developers
// SPDX-License-Identifier: BSD-3-Clause
#pragma once

#include <string>
#include <vector>

namespace catena {

/// The name of `known` with the least edit distance to `name`: insertions, deletions, substitutions and swaps
/// of neighbours, case left aside (optimal string alignment distance, Damerau 1964). The first of equals;
/// empty if `known` is.
///
/// Names are paths "Section/Name": one whose last part alone is near counts as one edit more than that part,
/// so that a right name in a wrong section is found.
std::string nearest_name(const std::string& name, const std::vector<std::string>& known);

}  // namespace catena
